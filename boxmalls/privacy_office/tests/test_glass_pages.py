"""The pages on which one asks, another decides, and the first reads."""

from uuid import uuid4

import pytest
from django.test import Client

from boxmalls.accounts.models import Staff
from boxmalls.accounts.signin.models import User
from boxmalls.accounts.testing import make_account, make_address, make_staff, sign_in
from boxmalls.privacy.glass import ask, decide, hand_over
from boxmalls.privacy.glass.refusals import NotAmongThem
from boxmalls.privacy.models import BreakGlass, Disclosure, JournalEntry
from boxmalls.privacy.register import Category
from boxmalls.privacy.testing import AT
from boxmalls.sites.testing import make_sites

pytestmark = pytest.mark.django_db(databases=["default", "safe"])
HOST = {"host": "eu.localhost"}
ASKED = {"whom": "looked@example.org", "categories": ["a"], "reason": "A court asks for the address."}


@pytest.fixture
def officers() -> tuple[Client, Client]:
    make_sites()
    make_address(make_account("looked@example.org"), line1="Lindenweg 12")
    first, second = Client(), Client()
    sign_in(first, make_staff(Staff.OFFICER))
    sign_in(second, make_staff(Staff.OFFICER))
    return first, second


def test_one_asks_another_allows_the_first_reads(officers: tuple[Client, Client]) -> None:
    first, second = officers
    place = first.post("/office/glass/", ASKED, headers=HOST).headers["Location"]
    assert "Allow for thirty minutes" not in first.get(place, headers=HOST).text
    assert first.post(f"{place}/decision", {"allow": "yes"}, headers=HOST).status_code == 403
    assert first.post(f"{place}/reading", headers=HOST).status_code == 410
    assert "Allow for thirty minutes" in second.get(place, headers=HOST).text
    second.post(f"{place}/decision", {"allow": "yes"}, headers=HOST)
    assert "Lindenweg 12" not in first.get(place, headers=HOST).text, "Nothing is shown before it is read."
    assert "Lindenweg 12" in first.post(f"{place}/reading", headers=HOST).text
    assert second.post(f"{place}/reading", headers=HOST).status_code == 403
    assert JournalEntry.objects.filter(verb="read", what="accounts.Address").count() == 1
    first.post(f"{place}/closing", headers=HOST)
    assert first.post(f"{place}/reading", headers=HOST).status_code == 410


@pytest.mark.parametrize(
    ("wrong", "says"),
    [({"whom": "nobody@example.org"}, "Nobody is found by this"), ({"reason": "short"}, "twenty letters"), ({"categories": []}, "Choose at least one")],
)
def test_what_is_wrong_is_said_and_nothing_is_lost_or_asked(officers: tuple[Client, Client], wrong: dict[str, object], says: str) -> None:
    page = officers[0].post("/office/glass/", ASKED | wrong, headers=HOST)
    assert page.status_code == 422
    assert says in page.text
    assert str((ASKED | wrong)["reason"]) in page.text
    assert not BreakGlass.objects.exists()


HANDED = {"name": "Regional Court", "ground": "Code of Civil Procedure s.142, file 7-2026", "categories": ["a"], "until": "2027-05-01"}


def allowed_look(officers: tuple[Client, Client]) -> str:
    first, second = officers
    place = first.post("/office/glass/", ASKED, headers=HOST).headers["Location"]
    second.post(f"{place}/decision", {"allow": "yes"}, headers=HOST)
    return str(place)


def test_what_a_court_was_handed_stands_in_the_ledger_with_its_ground_and_the_person_sees_both(officers: tuple[Client, Client]) -> None:
    place = allowed_look(officers)
    assert officers[0].post(f"{place}/handing-over", HANDED, headers=HOST).status_code == 302
    row = Disclosure.objects.get(recipient_name="Regional Court")
    assert (row.recipient, row.purpose, row.categories, str(row.until_on)) == ("authority:regional court", "privacy.handing-over", ["a"], "2027-05-01")
    assert "Regional Court" in officers[0].get(place, headers=HOST).text
    theirs = Client()
    sign_in(theirs, User.objects.get(email="looked@example.org"))
    page = theirs.get("/your-data", headers=HOST).text
    assert "Regional Court" in page
    assert "file 7-2026" in page


@pytest.mark.parametrize("who", ["before it is allowed", "by the other one", "more than was allowed", "without a law"])
def test_nothing_is_handed_over_that_two_did_not_allow(officers: tuple[Client, Client], who: str) -> None:
    first, second = officers
    place = first.post("/office/glass/", ASKED, headers=HOST).headers["Location"] if who == "before it is allowed" else allowed_look(officers)
    told = HANDED | {"more than was allowed": {"categories": ["a", "e"]}, "without a law": {"ground": ""}}.get(who, {})
    page = (second if who == "by the other one" else first).post(f"{place}/handing-over", told, headers=HOST)
    assert page.status_code in (403, 410, 422)
    assert not Disclosure.objects.filter(recipient__startswith="authority").exists()
    assert not JournalEntry.objects.filter(verb="handed-over").exists()
    if page.status_code == 422:
        assert "Regional Court" in page.text, "Nothing typed is lost."


def test_more_than_was_allowed_is_refused_below_the_form_too() -> None:
    make_sites()
    person, first, second = make_account("looked@example.org"), uuid4(), uuid4()
    glass = ask(person=person, by=first, reason="A court asks for the address.", categories=[Category.BASIC], at=AT)
    decide(glass_id=glass.pk, by=second, allow=True, at=AT)
    with pytest.raises(NotAmongThem):
        hand_over(glass_id=glass.pk, by=first, name="Court", ground="Law", categories=[Category.PROPERTY], until=None, at=AT)
    assert not Disclosure.objects.exists()
