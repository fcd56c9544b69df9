"""A breach: its scope from the register, its clock from the law, everybody told once."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from boxmalls.accounts.testing import make_account, make_address
from boxmalls.privacy.breaches import close_breach, find_scope, note_sent, report_breach
from boxmalls.privacy.breaches.actions import people_by_law
from boxmalls.privacy.breaches.refusals import AlreadySent, NoticesOpen
from boxmalls.privacy.laws.breaches import Found, duties, notices_due
from boxmalls.privacy.models import Breach, BreachedPerson, BreachNotice
from boxmalls.privacy.rights.erasing import erase_person
from boxmalls.privacy.testing import AT, make_acceptance, make_person
from boxmalls.sites.testing import make_sites

database = pytest.mark.django_db(databases=["default", "safe"])
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FACTS = st.builds(Found, people=st.integers(0, 3000), unreadable=st.booleans(), harm=st.booleans(), malicious=st.booleans())


def due(law, **found):
    asked = Found(**{"people": 10, "unreadable": False, "harm": False, "malicious": False, **found})
    return {(duty.whom, duty.stage): at - AT for duty, at in notices_due(law, detected_at=AT, found=asked)}


@pytest.mark.parametrize(
    ("law", "found", "asked"),
    [
        ("TW", {}, {("authority", "first"): 72 * HOUR, ("people", "first"): 0 * HOUR}),
        ("MY", {"people": 1000}, {}),
        ("MY", {"people": 1001}, {("authority", "first"): 72 * HOUR, ("authority", "final"): 30 * DAY}),
        ("MY", {"harm": True}, {("authority", "first"): 72 * HOUR, ("authority", "final"): 30 * DAY, ("people", "first"): 10 * DAY}),
        ("SG", {"people": 499}, {}),
        ("SG", {"people": 500}, {("authority", "first"): 3 * DAY}),
        ("SG", {"harm": True, "unreadable": True}, {("authority", "first"): 3 * DAY}),
        ("JP", {"malicious": True}, {("authority", "first"): 5 * DAY, ("authority", "final"): 60 * DAY, ("people", "first"): 0 * DAY}),
        ("JP", {"people": 1001}, {("authority", "first"): 5 * DAY, ("authority", "final"): 30 * DAY, ("people", "first"): 0 * DAY}),
        ("JP", {"malicious": True, "unreadable": True}, {}),
        ("EU", {}, {("authority", "first"): 72 * HOUR}),
        ("EU", {"harm": True}, {("authority", "first"): 72 * HOUR, ("people", "first"): 0 * HOUR}),
        ("EU", {"harm": True, "unreadable": True}, {}),
        ("US-CA", {"people": 499}, {("people", "first"): 30 * DAY}),
        ("US-CA", {"people": 500}, {("people", "first"): 30 * DAY, ("authority", "first"): 45 * DAY}),
    ],
)
def test_who_is_told_and_by_when_is_what_the_law_says(law, found, asked):
    assert due(law, **found) == asked


@given(law=st.sampled_from(sorted(duties())), found=FACTS)
def test_graver_never_means_fewer_notices_and_nobody_affected_means_none(law, found):
    def told(facts):
        return {(duty.whom, duty.stage) for duty, _at in notices_due(law, detected_at=AT, found=facts)}

    worse = Found(found.people + 1000, unreadable=False, harm=True, malicious=found.malicious)
    assert told(found) <= told(worse)
    assert told(Found(0, found.unreadable, found.harm, found.malicious)) == set()


def report(**given):
    told = {"title": "A copy was taken", "what_happened": "", "site_codes": ["eu"], "holdings": ["accounts.Address"], "detected_at": AT, **given}
    return report_breach(**{"told_by": "staff", "by": make_person().pk, "at": AT, **told})


@pytest.fixture
def people():
    make_sites()
    found = [make_account(f"breached{number}@example.org") for number in range(3)]
    for person, site in zip(found, ("eu", "eu", "tw"), strict=True):
        make_address(person)
        make_acceptance(person, site)
    make_account("untouched@example.org")
    return found


@database
def test_scope_names_who_is_affected_and_what_can_be_read(people):
    breach = report(site_codes=["eu", "tw"])
    assert set(breach.people.values_list("person_id", flat=True)) == {person.pk for person in people}
    assert people_by_law(breach) == {"EU": 2, "TW": 1}
    (table,) = breach.scope
    assert (table["holding"], table["people"], table["categories"]) == ("accounts.Address", 3, ["a"])
    assert "line1" in table["sealed"]
    assert "line1" not in table["readable"]


@database
def test_what_is_sealed_spares_the_people_until_the_keys_are_known_to_be_out(people):
    breach = report(harm=True, holdings=["orders.Contact"])
    assert not breach.notices.exists(), "nobody has such a row"
    breach = find_scope(breach_id=breach.pk, by=None, at=AT, holdings=["accounts.Address"])
    sealed_only = not set(breach.scope[0]["readable"])
    assert breach.notices.filter(law="EU").exists() is not sealed_only
    breach = find_scope(breach_id=breach.pk, by=None, at=AT, keys_exposed=True)
    assert set(breach.notices.filter(law="EU").values_list("whom", flat=True)) == {"authority", "people"}
    assert breach.scope[0]["readable"]


@database
def test_a_notice_that_went_out_stays_and_a_duty_that_is_no_more_is_dropped(people):
    breach = report(harm=True, keys_exposed=True)
    told = breach.notices.get(law="EU", whom="authority")
    note_sent(notice_id=told.pk, by=make_person().pk, at=AT)
    with pytest.raises(AlreadySent):
        note_sent(notice_id=told.pk, by=make_person().pk, at=AT + HOUR)
    breach = find_scope(breach_id=breach.pk, by=None, at=AT, holdings=["orders.Contact"])
    assert list(breach.notices.values_list("whom", "sent_at")) == [("authority", AT)]


@database
def test_it_is_closed_when_everybody_was_told(people):
    breach = report(harm=True, keys_exposed=True)
    with pytest.raises(NoticesOpen):
        close_breach(breach_id=breach.pk, by=make_person().pk, words="", at=AT)
    assert Breach.objects.get(pk=breach.pk).closed_at is None
    for notice in BreachNotice.objects.all():
        note_sent(notice_id=notice.pk, by=make_person().pk, at=AT)
    close_breach(breach_id=breach.pk, by=make_person().pk, words="Rotate keys more often.", at=AT)
    assert list(breach.events.order_by("pk").values_list("what", flat=True))[-1] == "closed"


@database
def test_an_erased_person_is_in_no_breach_any_more(people):
    breach = report()
    erase_person(person=people[0], site_code="eu", at=AT)
    assert not BreachedPerson.objects.filter(person=people[0]).exists()
    breach = find_scope(breach_id=breach.pk, by=None, at=AT)
    assert breach.people.count() == 2


@database
def test_the_database_wants_who_and_when_of_a_notice_together(people):
    breach = report(harm=True, keys_exposed=True)
    with pytest.raises(IntegrityError, match="sent_whole"), transaction.atomic():
        breach.notices.update(sent_at=AT)
