"""Erasing removes what it says, keeps what the law holds, and may be killed anywhere."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connections

from boxmalls.accounts.testing import make_account, make_address
from boxmalls.privacy.journal import note
from boxmalls.privacy.models import ErasureOutcome, JournalEntry, Person
from boxmalls.privacy.rights.erasing import continue_erasures, erase_person, plan_erasure, receipt_by_token, remove_stragglers
from boxmalls.privacy.rights.inventory import cards_of
from boxmalls.privacy.rights.models import Erasure
from boxmalls.privacy.rights.rows import count_rows
from boxmalls.privacy.rights.scan import scan
from boxmalls.privacy.rights.testing import Killed, killed_at, remember
from boxmalls.privacy.testing import AT, make_person, make_visitor
from boxmalls.privacy.vault.models import BlindEntry, PersonKey, Tombstone

pytestmark = pytest.mark.django_db(databases=["default", "safe"])

EMAIL = "zofia.kanarek@canary.example"
CANARIES = ["@canary.example", "Kanarkowa 7"]
LATER = AT + timedelta(minutes=5)


def make_somebody(email=EMAIL):
    person = make_account(email, password=None, at=AT)
    make_address(person, line1="Kanarkowa 7", at=AT)
    return remember(person, email=email)


def traces():
    return scan(CANARIES, folders=[])


def test_what_is_held_is_gone_and_the_scanner_can_tell():
    person = make_somebody()
    assert {hit.where for hit in traces()} >= {"safe:public.signin_user", "safe:public.account_emailaddress"}, "the positive control"
    erasure = erase_person(person=person, site_code="eu", at=AT)
    assert erasure.done_at == AT
    assert traces() == []
    assert not any(card.things for card in cards_of(person.pk))
    assert not PersonKey.objects.filter(person_id=person.pk).exists()
    assert not BlindEntry.objects.filter(person_id=person.pk).exists()
    assert Tombstone.objects.filter(person_id=person.pk).exists()
    assert Person.objects.get(pk=person.pk).erased_at == AT


def test_somebody_else_keeps_everything():
    make_somebody()
    other = make_somebody("other@canary.example")
    before = [(cell.key, cell.value) for card in cards_of(other.pk) for cell in card.cells]
    erase_person(person=Person.objects.exclude(pk=other.pk).get(), site_code="eu", at=AT)
    assert [(cell.key, cell.value) for card in cards_of(other.pk) for cell in card.cells] == before


def test_asking_twice_is_asking_once():
    person = make_somebody()
    first = erase_person(person=person, site_code="eu", at=AT)
    assert erase_person(person=person, site_code="eu", at=LATER) == first
    assert Erasure.objects.get().done_at == AT


def test_the_receipt_says_what_went_and_names_nobody():
    person = make_somebody()
    planned = {str(line.title): line.rows for line in plan_erasure(person.pk, at=AT)}
    erase_person(person=person, site_code="eu", at=AT, receipt_token="secret")
    receipt = receipt_by_token("secret")
    assert receipt is not None
    assert receipt_by_token("another") is None
    assert {str(line.title): line.removed for line in receipt.lines} == planned
    assert receipt.unreadable_at == AT
    assert receipt.backups_gone_on == (AT + timedelta(days=32)).date(), "the longer-lived of the backups, and two nights"
    assert str(person.pk) not in repr(receipt)


# A cursor on the server that was killed before it was opened complains when it is thrown away.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.slow
def test_killed_at_every_statement_it_resumes_and_never_reports_done_early():
    statement, killed = 0, True
    while killed:
        statement += 1
        killed = kill_and_resume(statement)
    assert statement > 40, "it was killed at none"
    assert traces() == [], "something of somebody was left behind"


def kill_and_resume(statement):
    """Kill an erasure at a statement, look, let it go on, look again. False once there is no such statement."""
    person, token, killed = make_somebody(f"z{statement}@canary.example"), f"receipt {statement}", False
    planned = {line.title: line.rows for line in plan_erasure(person.pk, at=AT)}
    try:
        with killed_at(statement):
            erase_person(person=person, site_code="eu", at=AT, receipt_token=token)
    except Killed:
        killed = True
    receipt = receipt_by_token(token)
    if receipt is None:
        erase_person(person=person, site_code="eu", at=LATER, receipt_token=token)
    elif receipt.done_at is None:
        assert receipt.lines == [], f"half a receipt when killed at {statement}"
        assert continue_erasures(at=LATER) == 1
    receipt = receipt_by_token(token)
    assert receipt.done_at
    assert {line.title: line.removed for line in receipt.lines} == planned, f"miscounted, or done too early, when killed at {statement}"
    assert count_rows(person.pk) == {}, f"left behind, or done too early, when killed at {statement}"
    assert not PersonKey.objects.filter(person_id=person.pk).exists()
    return killed


def test_a_saga_that_forgets_a_step_is_found_out(monkeypatch):
    """The positive control of the test above: with one step switched off, the scanner speaks."""
    from boxmalls.privacy.rights.erasing import saga

    steps = [step for step in saga._steps() if step[0] != "sign-in"]
    monkeypatch.setattr(saga, "_steps", lambda: iter(steps))
    erase_person(person=make_somebody(), site_code="eu", at=AT)
    assert "safe:public.signin_user" in {hit.where for hit in traces()}


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_what_is_in_the_journal_of_an_interrupted_erasure_is_not_done():
    person = make_somebody()
    with pytest.raises(Killed), killed_at(20):
        erase_person(person=person, site_code="eu", at=AT, receipt_token="secret")
    assert continue_erasures(at=AT + timedelta(seconds=30)) == 0, "it may still be running"
    assert receipt_by_token("secret").done_at is None
    assert continue_erasures(at=LATER) == 1
    assert not JournalEntry.objects.filter(subject=person).exists()
    assert ErasureOutcome.objects.filter(erasure_id=Erasure.objects.get().pk).exists()


def test_a_visitor_of_whom_nothing_is_held_has_a_short_receipt():
    visitor = make_visitor()
    erase_person(person=visitor, site_code="eu", at=AT, receipt_token="secret")
    assert receipt_by_token("secret").lines == []


def test_a_shop_restored_from_a_backup_forgets_again():
    person = make_person()
    erase_person(person=person, site_code="eu", at=AT)
    Person.objects.filter(pk=person.pk).update(erased_at=None)
    note(verb="read", subject=person.pk, actor=None, actor_role="system", what="restored", at=AT)
    call_command("replay_erasures", stdout=StringIO())
    assert not JournalEntry.objects.filter(subject=person).exists()
    assert Person.objects.get(pk=person.pk).erased_at


def test_a_straggler_is_removed_the_next_night():
    from boxmalls.privacy.journal import note

    person = make_person()
    erase_person(person=person, site_code="eu", at=AT)
    note(verb="read", subject=person.pk, actor=None, actor_role="system", what="x", at=AT)
    remove_stragglers(at=LATER)
    assert not JournalEntry.objects.filter(subject=person).exists()


def test_the_role_that_serves_may_clear_what_it_emptied():
    with connections["safe"].cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int >= 170000")
        if cursor.fetchone() == (True,):
            cursor.execute("SELECT has_table_privilege(current_user, 'signin_user', 'MAINTAIN'), has_table_privilege(current_user, 'signin_user', 'TRUNCATE')")
            assert cursor.fetchone() == (True, False)
