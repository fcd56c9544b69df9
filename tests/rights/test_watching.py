"""The watch over the journal and over those who read: what is wrong is found once and becomes a breach that is suspected; a quiet day finds nothing."""

import gc
import logging
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from boxmalls.accounts.models import Staff
from boxmalls.accounts.testing import make_account, make_address, make_staff, sign_in
from boxmalls.privacy.breaches.usual import Measure, is_unusual, watch
from boxmalls.privacy.breaches.watching import watch_journal, watch_reading
from boxmalls.privacy.journal.actions import note_reads
from boxmalls.privacy.journal.sealing import seal_journal
from boxmalls.privacy.models import Breach, BreachFinding, JournalLeaf, JournalMark
from boxmalls.privacy.rights.testing import Killed, killed_at
from boxmalls.privacy.testing import AT, make_acceptance, make_person
from boxmalls.privacy_office.breach_tasks import watch_for_breaches
from boxmalls.sites.testing import make_sites
from config.env import env

database = pytest.mark.django_db(databases=["default", "safe"])
committed = pytest.mark.django_db(databases=["default", "safe"], transaction=True)
HOST = {"host": "eu.localhost"}
DAY = timedelta(days=1)
MEASURE = Measure(at_least=10, times=3, spread=6, own_days=3, unknown=50)
COUNTS = st.integers(0, 500)


def read(reader: UUID, people: list[Any], at: Any = AT, *, role: str = "seller", what: str = "accounts.Address") -> None:
    note_reads(subjects={person.pk: "1" for person in people}, actor=reader, actor_role=role, what=what, at=at)


def by_force(sql: str) -> None:
    """As somebody who owns the database would: with the triggers off."""
    owner = env.admin_databases["default"]
    with psycopg.connect(host=owner["HOST"], user=owner["USER"], password=owner["PASSWORD"], dbname=connection.settings_dict["NAME"]) as forced:
        forced.execute("SET LOCAL session_replication_role = replica")
        forced.execute(sql)


def small(monkeypatch: pytest.MonkeyPatch, **given: Any) -> None:
    """As if the values stood in the file."""
    from dataclasses import replace

    monkeypatch.setattr("boxmalls.privacy.breaches.watching.watch", lambda: replace(watch(), **given))


# What is unusual


@given(days=st.lists(COUNTS, min_size=1, max_size=30), count=COUNTS, more=COUNTS)
def test_who_reads_more_is_never_less_unusual_and_the_middle_day_is_usual(days: list[int], count: int, more: int) -> None:
    assert is_unusual(count + more, days, MEASURE) >= is_unusual(count, days, MEASURE)
    assert not is_unusual(sorted(days)[len(days) // 2 - (len(days) % 2 == 0)], days, MEASURE)
    assert not is_unusual(MEASURE.at_least - 1, days, MEASURE)


@pytest.mark.parametrize(
    ("count", "days", "unusual"),
    [
        (30, [10, 10, 10], False),
        (31, [10, 10, 10], True),
        (31, [10, 10, 10, 10, 900], True),
        (50, [5, 10, 15, 20, 25], False),
        (9, [0, 0, 0], False),
        (49, [], False),
        (50, [], True),
    ],
)
def test_one_wild_day_before_hides_nothing_and_few_are_never_unusual(count: int, days: list[int], unusual: bool) -> None:
    assert is_unusual(count, days, MEASURE) is unusual


# The journal


@committed
@pytest.mark.parametrize(
    ("sql", "found"),
    [
        ("UPDATE privacy_journalentry SET reason = 'x'", "entry changed"),
        ("DELETE FROM privacy_journalentry WHERE ctid IN (SELECT ctid FROM privacy_journalentry LIMIT 1)", "entry missing"),
        ("DELETE FROM privacy_journalleaf WHERE seq = 1", "gap"),
        ("DELETE FROM privacy_journalleaf WHERE seq = 3", "leaves missing"),
        ("UPDATE privacy_journalleaf SET hash = sha256('x') WHERE seq = 1", "other root"),
        ("DELETE FROM privacy_journalhead WHERE size = 4", "leaves without a head"),
        ("UPDATE privacy_journalhead SET signature = sha512('x')", "not signed"),
        ("UPDATE privacy_journalhead SET edge = sha256('x') WHERE size = 2", "other root"),
    ],
)
def test_a_journal_that_was_tampered_with_after_it_was_verified_is_found_and_suspected_once(sql: str, found: str) -> None:
    make_sites()
    people = [make_person() for _ in range(2)]
    read(uuid4(), people, role="staff")
    seal_journal(at=AT)
    read(uuid4(), people, role="staff")
    seal_journal(at=AT)
    assert watch_journal(at=AT) is None, "a quiet day"
    by_force(sql)
    breach = watch_journal(at=AT)
    assert breach is not None
    assert (breach.status, breach.told_by, breach.detected_at) == ("suspected", "monitoring", AT)
    assert found in breach.what_happened
    assert breach.holdings == ["privacy.JournalEntry"]
    assert breach.scope, "scope comes from the register"
    assert [watch_journal(at=AT + DAY) for _ in range(2)] == [None, None]
    assert Breach.objects.count() == 1


@committed
def test_a_round_looks_at_so_many_leaves_and_in_time_at_all_again(monkeypatch: pytest.MonkeyPatch) -> None:
    make_sites()
    small(monkeypatch, leaves=4)
    person = make_person()
    for _ in range(5):
        read(uuid4(), [person], role="staff")
        read(uuid4(), [person], role="staff")
        seal_journal(at=AT)
    marks = lambda: dict(JournalMark.objects.values_list("name", "size"))
    assert (watch_journal(at=AT), marks()) == (None, {"new": 4, "again": 4})
    assert (watch_journal(at=AT), marks()) == (None, {"new": 8, "again": 8})
    by_force("UPDATE privacy_journalleaf SET hash = sha256('x') WHERE seq = 1")
    assert (watch_journal(at=AT), marks()) == (None, {"new": 10, "again": 0})
    assert watch_journal(at=AT) is not None, "what was looked at before comes round"


@committed
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Who is killed closes no cursor.
def test_killed_at_any_statement_it_has_found_all_of_it_or_nothing() -> None:
    make_sites()
    read(uuid4(), [make_person()], role="staff")
    seal_journal(at=AT)
    by_force("UPDATE privacy_journalentry SET reason = 'x'")
    for statement in range(1, 200):
        try:
            with killed_at(statement):
                watch_journal(at=AT)
            break
        except Killed:
            assert (Breach.objects.count(), BreachFinding.objects.count(), JournalMark.objects.count()) == (0, 0, 0)
    assert (Breach.objects.count(), BreachFinding.objects.count()) == (1, 1)
    assert JournalLeaf.objects.count() == 1
    gc.collect()


@database
def test_an_entry_that_nobody_seals_for_a_day_is_found() -> None:
    make_sites()
    read(uuid4(), [make_person()], role="staff")
    assert watch_journal(at=AT + timedelta(hours=23)) is None
    breach = watch_journal(at=AT + timedelta(hours=25))
    assert breach is not None
    assert breach.what_happened == "not sealed: 1"


# Who reads


@pytest.fixture
def shop(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    make_sites()
    small(monkeypatch, measures={"seller": MEASURE, "staff": MEASURE})
    people = [make_account(f"read{number}@canary.example", password=None) for number in range(12)]
    for person in people:
        make_address(person, at=AT)
        make_acceptance(person, "eu")
    return people


def live_quietly(people: list[Any], readers: list[UUID]) -> None:
    for ago in range(1, 8):
        for reader in readers:
            read(reader, people[:3], AT - ago * DAY)


@database
@pytest.mark.parametrize("role", ["seller", "staff"])
def test_an_account_that_reads_far_more_people_than_usual_is_suspected_once_a_day_and_only_whom_it_read_is_concerned(shop: list[Any], role: str) -> None:
    wild, calm = uuid4(), uuid4()
    for ago in range(1, 8):
        read(wild, shop[:3], AT - ago * DAY, role=role)
        read(calm, shop[:9], AT - ago * DAY, role=role)
    read(calm, shop, AT, role=role)
    read(wild, shop[:9], AT, role=role)
    assert watch_reading(at=AT) == [], "a busy day of one, and few for the other"
    read(wild, shop[9:11], AT, role=role)
    (breach,) = watch_reading(at=AT)
    assert (breach.status, breach.told_by, breach.reader) == ("suspected", "monitoring", wild)
    assert (breach.holdings, breach.site_codes) == (["accounts.Address"], ["eu"])
    assert set(breach.people.values_list("person_id", flat=True)) == {person.pk for person in shop[:11]}
    assert str(wild) not in breach.title + breach.what_happened
    assert watch_reading(at=AT) == watch_reading(at=AT + timedelta(hours=3)) == []
    read(wild, shop, AT + DAY, role=role)
    assert watch_reading(at=AT + DAY) == [], "more of the same is added to what is undecided"
    assert (Breach.objects.count(), breach.findings.count(), breach.people.count()) == (1, 2, 12)


@database
def test_an_account_without_days_of_its_own_is_measured_by_its_role(shop: list[Any]) -> None:
    live_quietly(shop, [uuid4(), uuid4()])
    newcomer, other = uuid4(), uuid4()
    read(newcomer, shop, AT)
    read(other, shop, AT, role="staff")
    assert [breach.reader for breach in watch_reading(at=AT)] == [newcomer], "of the staff there are no days yet, and twelve are below what is unknown"


@database
def test_what_people_read_of_themselves_is_nobodys_business(shop: list[Any]) -> None:
    read(uuid4(), shop, AT, role="person")
    read(uuid4(), shop, AT, role="system")
    assert watch_reading(at=AT) == []


# The person in charge


@database
def test_the_person_in_charge_sees_it_first_and_dismisses_it_with_a_reason(
    shop: list[Any], client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("boxmalls.privacy_office.breach_tasks.now", lambda: AT)
    reader = make_account("packer@loom.example")
    live_quietly(shop, [reader.pk])
    seal_journal(at=AT)
    sign_in(client, make_staff(Staff.OFFICER))
    quiet = client.get("/office/", headers=HOST).text
    mail.outbox.clear()
    assert watch_for_breaches.func() == 0, "a quiet day"
    assert not mail.outbox
    read(reader.pk, shop, AT)
    seal_journal(at=AT)
    with caplog.at_level(logging.DEBUG):
        assert [watch_for_breaches.func() for _ in range(2)] == [1, 0]
    breach = Breach.objects.get()
    assert not any(told in caplog.text for told in ("packer@", str(reader.pk), "canary.example"))
    (letter,) = mail.outbox
    assert breach.number in letter.subject
    assert f"/office/breaches/{breach.pk}" in letter.body
    assert "packer@" not in letter.subject + letter.body
    first = client.get("/office/", headers=HOST).text
    assert breach.title not in quiet
    assert first.index(breach.title) < first.index("part-1"), "above all that waits"
    place = f"/office/breaches/{breach.pk}"
    page = client.get(place, headers=HOST).text
    assert "packer@loom.example" in page, "at the desk it is said whose reading it is"
    assert f"{place}/letters" not in page
    for refused, said in (("letters", {}), ("closing", {"words": "x"})):
        assert client.post(f"{place}/{refused}", said, headers=HOST).status_code == 409
    assert client.post(f"{place}/dismissal", {"words": ""}, headers=HOST).status_code == 422
    assert Breach.objects.get().status == "suspected"
    assert client.post(f"{place}/dismissal", {"words": "The weekly sale was packed."}, headers=HOST).status_code == 302
    breach.refresh_from_db()
    assert (breach.status, breach.closed_at is not None, breach.people.count(), breach.notices.count()) == ("dismissed", True, 0, 0)
    assert "The weekly sale was packed." in client.get(place, headers=HOST).text
    assert breach.title not in client.get("/office/", headers=HOST).text
    assert watch_for_breaches.func() == 0, "what was dismissed is not found again"


@database
def test_what_is_confirmed_goes_the_way_of_every_breach(shop: list[Any], client: Client) -> None:
    reader = uuid4()
    live_quietly(shop, [reader])
    read(reader, shop, AT)
    (breach,) = watch_reading(at=AT)
    assert set(breach.notices.values_list("law", "whom", "due_at")) == {("EU", "authority", AT + timedelta(hours=72))}, "the clock runs from the finding"
    sign_in(client, make_staff(Staff.OFFICER))
    place = f"/office/breaches/{breach.pk}"
    assert client.post(f"{place}/confirmation", headers=HOST).status_code == 302
    assert client.post(f"{place}/dismissal", {"words": "No."}, headers=HOST).status_code == 409
    mail.outbox.clear()
    assert client.post(f"{place}/letters", headers=HOST).status_code == 302
    assert len(mail.outbox) == 12
