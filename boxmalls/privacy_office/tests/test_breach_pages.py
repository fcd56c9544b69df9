"""The register of breaches: reported, scoped, told, closed; and the drill."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from boxmalls.accounts.models import Staff
from boxmalls.accounts.testing import make_account, make_address, make_staff, sign_in
from boxmalls.privacy.breaches import note_sent, report_breach
from boxmalls.privacy.breaches.actions import begin_letters
from boxmalls.privacy.models import Breach, BreachedPerson, BreachNotice, Disclosure
from boxmalls.privacy.register import HOLDINGS
from boxmalls.privacy.restriction import restrict_person
from boxmalls.privacy.testing import AT, make_acceptance, make_person
from boxmalls.privacy_office.breach_letters import OnlyADrill, drafts, go_on_telling, tell_people
from boxmalls.sites.models import Site
from boxmalls.sites.queries import forget_sites
from boxmalls.sites.testing import make_sites

pytestmark = pytest.mark.django_db(databases=["default", "safe"])
HOST = {"host": "eu.localhost"}
TOLD = {
    "title": "A copy was left open",
    "detected_at": "2026-11-20T09:30",
    "sites": ["eu"],
    "holdings": ["accounts.Address"],
    "keys_exposed": "on",
    "harm": "on",
}


@pytest.fixture
def office(client: Client) -> Client:
    make_sites()
    for number, language in enumerate(("en", "en", "zh-hant")):
        person = make_account(f"breached{number}@example.org")
        make_address(person)
        make_acceptance(person, "tw" if language == "zh-hant" else "eu", language)
    sign_in(client, make_staff(Staff.OFFICER))
    return client


def report(**given: object) -> Breach:
    told = {"title": "x", "what_happened": "", "site_codes": ["eu"], "holdings": ["accounts.Address"], "detected_at": AT, "keys_exposed": True, **given}
    return report_breach(**{"told_by": "staff", "by": make_person().pk, "harm": True, "at": AT, **told})  # type: ignore[arg-type]


def test_from_report_to_closing(office: Client) -> None:
    place = office.post("/office/breaches/", TOLD, headers=HOST).headers["Location"]
    breach = Breach.objects.get()
    assert breach.detected_at == datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
    page = office.get(place, headers=HOST).text
    assert "GDPR art. 33(1)" in page
    assert "European Union" in page
    assert "line1" not in page, "Columns are called what people call them."
    assert office.post(f"{place}/closing", {"words": "Nothing"}, headers=HOST).status_code == 409
    mail.outbox.clear()
    office.post(f"{place}/letters", headers=HOST)
    assert [letter.to for letter in mail.outbox] == [["breached0@example.org"], ["breached1@example.org"], ["breached2@example.org"]]
    assert Disclosure.objects.filter(purpose="privacy.telling-of-breaches").count() == 3
    for notice in BreachNotice.objects.filter(sent_at=None):
        office.post(f"{place}/sent", {"notice": notice.pk}, headers=HOST)
    office.post(f"{place}/closing", {"words": "Close the folder."}, headers=HOST)
    assert Breach.objects.get().closed_at is not None


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"title": ""}, "Say it in a line"),
        ({"detected_at": "2999-01-01T00:00"}, "in the future"),
        ({"detected_at": "x"}, "Enter day and hour"),
        ({"sites": []}, "at least one site"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(office: Client, wrong: dict[str, object], says: str) -> None:
    page = office.post("/office/breaches/", {**TOLD, "what_happened": "A folder was open.", **wrong}, headers=HOST)
    assert (page.status_code, "A folder was open." in page.text, says in page.text) == (422, True, True)
    assert not Breach.objects.exists()


def test_everybody_is_told_once_in_their_language_however_often_it_runs(office: Client) -> None:
    breach = report(site_codes=["eu", "tw"])
    mail.outbox.clear()
    assert go_on_telling(at=AT) == 0, "nobody decided that people are written to"
    begin_letters(breach_id=breach.pk, by=make_person().pk, at=AT)
    assert [tell_people(breach=breach, at=AT, limit=1), go_on_telling(at=AT), go_on_telling(at=AT)] == [1, 2, 0]
    assert sorted(letter.to[0] for letter in mail.outbox) == [f"breached{number}@example.org" for number in range(3)]
    assert len({letter.extra_headers["Message-ID"] for letter in mail.outbox}) == 3
    written = {letter.to[0]: letter.body for letter in mail.outbox}
    for number, language in enumerate(("en", "en", "zh-hant")):
        with translation.override(language):
            assert gettext("What it was about:") in written[f"breached{number}@example.org"]
    assert "What it was about:" not in written["breached2@example.org"], "in their language, and in no other"


LANGUAGES = ["en", "ja", "ms", "zh-hans", "zh-hant"]
SAYS = {
    ("people", "first"): ["What it was about:", "The person in charge answers your questions:"],
    ("authority", "first"): ["Who reports:", "Which data:", "What was done:"],
    ("authority", "final"): ["Who reports:", "What happened, as it is known now:", "What keeps it from happening again:"],
}


def test_each_notice_is_drafted_in_every_language_of_its_sites_and_the_final_report_is_one(office: Client) -> None:
    Site.objects.filter(code="eu").update(languages=LANGUAGES)
    forget_sites()
    breach = report(harm=True)
    first = breach.notices.get(law="EU", whom="authority")
    note_sent(notice_id=first.pk, by=make_person().pk, at=AT + timedelta(hours=5))
    final = BreachNotice.objects.create(breach=breach, law="EU", whom="authority", stage="final", due_at=AT, source="H for this test")
    tell_people(breach=breach, at=AT)
    bodies = {}
    for notice in (breach.notices.get(law="EU", whom="people"), first, final):
        texts = drafts(breach, notice)
        assert [each.language for each in texts] == LANGUAGES
        for each in texts:
            with translation.override(each.language):
                said = [gettext(words) for words in SAYS[notice.whom, notice.stage]]
            assert (said == SAYS[notice.whom, notice.stage]) is (each.language == "en"), "nothing is left in English"
            assert all(words in each.body for words in said), (each.language, notice.stage)
            assert "reported" not in each.body, "what was done is said in words"
            assert breach.number in (each.subject if notice.whom == "authority" else each.body)
            bodies[notice.whom, notice.stage, each.language] = each.body
    assert len(set(bodies.values())) == len(bodies) == 15, "no two are alike"
    assert "First notice: 22 Nov 2026, 17:00" in bodies["authority", "final", "en"]
    assert "Told by letter: 2. Told under Your data: 0. Not told: 0." in bodies["authority", "final", "en"]
    page = office.get(f"/office/breaches/{breach.pk}", headers=HOST).text
    assert "Final report on a personal data breach" in page


def test_a_restriction_yields_to_a_letter_that_the_law_owes_and_to_no_other(office: Client) -> None:
    person = EmailAddress.objects.get(email="breached0@example.org").user.person_id
    restrict_person(person=person, why="asked", actor=None, actor_role="person", at=AT)
    owed, unasked = report(), report(harm=False)
    assert [each.notices.filter(law="EU", whom="people").exists() for each in (owed, unasked)] == [True, False], "the law decides"
    mail.outbox.clear()
    assert tell_people(breach=unasked, at=AT) == 3
    assert sorted(letter.to[0] for letter in mail.outbox) == ["breached1@example.org", "breached2@example.org"]
    assert unasked.people.get(person_id=person).by_mail is False, "it stands under Your data"
    mail.outbox.clear()
    assert tell_people(breach=owed, at=AT) == 3
    assert "breached0@example.org" in [letter.to[0] for letter in mail.outbox]


def test_a_letter_that_does_not_leave_is_written_again(office: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    breach = report()

    def refuse(*_args: object, **_kwargs: object) -> int:
        raise OSError

    with monkeypatch.context() as away:
        away.setattr("django.core.mail.EmailMessage.send", refuse)
        assert tell_people(breach=breach, at=AT) == 0
    assert BreachedPerson.objects.filter(told_at=None).count() == 3
    assert tell_people(breach=breach, at=AT) == 3


def test_of_a_drill_nobody_is_told(office: Client) -> None:
    breach = report(drill=True)
    mail.outbox.clear()
    with pytest.raises(OnlyADrill):
        tell_people(breach=breach, at=AT)
    assert office.post(f"/office/breaches/{breach.pk}/letters", headers=HOST).status_code == 409
    assert not mail.outbox
    assert not BreachedPerson.objects.exclude(told_at=None).exists()


def test_the_drill_says_who_by_when_and_in_which_languages(office: Client) -> None:
    said = StringIO()
    call_command("breach_drill", "accounts.Address", "--keys", stdout=said)
    assert "3 people" in said.getvalue()
    assert "EU     authority" in said.getvalue()
    assert Breach.objects.get().drill
    with pytest.raises(CommandError, match=r"catalog\.Product"):
        call_command("breach_drill", "catalog.Product")


def test_the_tables_stand_by_kind_of_data_each_once_with_how_it_is_locked() -> None:
    from boxmalls.privacy_office.breach_forms import Lock, ScopeForm

    make_sites()
    groups = ScopeForm(initial={"holdings": ["accounts.Address"]}).groups()
    rows = [row for group in groups for row in group.rows]
    assert sorted(row.model for row in rows) == sorted(each.model for each in HOLDINGS if each.person and each.fields)
    assert [group.category.words for group in groups if group.chosen] == ["Name, address and contact"]
    locks = {row.model: row.lock for row in rows}
    assert (locks["orders.Delivery"], locks["accounts.Address"], locks["orders.Invoice"]) == (Lock.WHOLE, Lock.PART, Lock.OPEN)
    assert all(group.locked == sum(row.lock is Lock.WHOLE for row in group.rows) for group in groups)
