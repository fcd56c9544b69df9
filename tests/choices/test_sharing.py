"""What is said about selling and sharing is what the register has: a purpose that is marked turns page, foot, gpc.json and switches."""

from collections.abc import Iterator

import pytest
from django.core.checks import run_checks
from django.test import Client

from boxmalls.accounts.testing import make_account, sign_in
from boxmalls.privacy.choices import standing
from boxmalls.privacy.choices.sharing import shares, sharing_purposes
from boxmalls.privacy.choices.standing import forget_standing
from boxmalls.privacy.consent import CHOICES, Choice, consented, give_consent
from boxmalls.privacy.models import Signal
from boxmalls.privacy.register import PURPOSES, Basis, Occasion, Purpose
from boxmalls.privacy.register.checks import TAG
from boxmalls.privacy.testing import AT
from boxmalls.sites.models import Site
from boxmalls.sites.testing import make_sites

pytestmark = pytest.mark.django_db(databases=["default", "safe"])
HOST = {"host": "eu.localhost"}
PAGE, STOP = "/policy/choices", "/your-data/sharing/stop"
NOT, DO_NOT = "We do not sell or share your data", "Do not sell or share my data"
PARTNERS = Purpose(code="test.partners", basis=Basis.CONSENT, occasion=Occasion.ELECTRONIC_SERVICES, words="Tell partners what you looked at.", sharing=True)
SWITCH = Choice(purpose=PARTNERS, title="Partners", words="Partners learn which goods you looked at.", stops="Partners learn nothing.")


@pytest.fixture(autouse=True)
def _sites() -> None:
    make_sites()


@pytest.fixture
def sold() -> Iterator[Purpose]:
    """The shop with a purpose that is a sharing, and its switch."""
    PURPOSES.add(PARTNERS)
    CHOICES.declare(SWITCH)
    yield PARTNERS
    del PURPOSES._purposes[PARTNERS.code]
    del CHOICES._choices[PARTNERS.code]
    forget_standing()


def test_nothing_is_marked_and_every_page_says_so(client: Client) -> None:
    assert (shares(), sharing_purposes()) == (False, [])
    page = client.get(PAGE, headers=HOST).text
    assert NOT in page
    assert DO_NOT not in page
    assert NOT in client.get("/help", headers=HOST).text, "the foot of another page"
    told = client.get("/.well-known/gpc.json", headers=HOST).json()
    assert (told["gpc"], told["sharing"]) == (True, [])
    own = sign_in(Client(), make_account())
    assert "Partners" not in own.get("/your-data/choices", headers=HOST).text
    assert "Nothing of the kind happens." in own.get("/your-data/choices", headers=HOST | {"sec-gpc": "1"}).text


def test_one_that_is_marked_turns_page_foot_gpc_and_switch(client: Client, sold: Purpose) -> None:
    page = client.get(PAGE, headers=HOST).text
    assert DO_NOT in page
    assert NOT not in page
    assert "Partners" in page
    foot = client.get("/help", headers=HOST).text
    assert DO_NOT in foot
    assert NOT not in foot
    assert client.get("/.well-known/gpc.json", headers=HOST).json()["sharing"] == [sold.code]
    own = sign_in(Client(), make_account())
    choices = own.get("/your-data/choices", headers=HOST | {"sec-gpc": "1"}).text
    assert "Partners learn nothing." in choices
    assert "Nothing of the kind happens." not in choices


def test_california_has_the_link_on_every_page_and_one_button_that_ends_it_everywhere(sold: Purpose) -> None:
    Site.objects.filter(code="eu").update(law="US-CA")
    make_sites()
    person = make_account(at=AT)
    give_consent(person=person, purpose=sold, wording=SWITCH.wording, site_code="eu", language="en", at=AT)
    forget_standing()
    assert consented(person.pk, sold), "the positive control: with a yes it runs"
    own = sign_in(Client(), person)
    assert f'action="{STOP}"' in own.get(PAGE, headers=HOST).text
    assert own.post(STOP, headers=HOST).status_code == 303
    forget_standing()
    assert not consented(person.pk, sold)
    assert sold.code not in standing(person.pk).agreed
    assert Signal.objects.filter(person=person).exists(), "it stands for every device, as a browser's signal does"
    after = own.get(PAGE, headers=HOST).text
    assert "Nothing of yours is sold or shared" in after
    assert f'action="{STOP}"' not in after


def test_the_signal_binds_what_is_marked_and_nothing_else(sold: Purpose) -> None:
    person = make_account(at=AT)
    give_consent(person=person, purpose=sold, wording=SWITCH.wording, site_code="eu", language="en", at=AT)
    other = next(choice for choice in CHOICES if not choice.purpose.sharing)
    give_consent(person=person, purpose=other.purpose, wording=other.wording, site_code="eu", language="en", at=AT)
    forget_standing()
    assert consented(person.pk, sold)
    sign_in(Client(), person).get("/your-data/choices", headers=HOST | {"sec-gpc": "1"})
    forget_standing()
    assert (consented(person.pk, sold), consented(person.pk, other.purpose)) == (False, True)


def test_a_sharing_without_a_switch_does_not_start(sold: Purpose) -> None:
    found = CHOICES._choices.pop(sold.code)
    try:
        assert [problem.id for problem in run_checks(tags=[TAG])] == ["privacy.E020"]
    finally:
        CHOICES._choices[sold.code] = found
    assert run_checks(tags=[TAG]) == []


def test_the_address_of_before_leads_to_the_privacy_choices(client: Client) -> None:
    led = client.get("/your-data/sharing", headers=HOST)
    assert (led.status_code, led.headers["Location"]) == (301, f"{PAGE}#sale")
