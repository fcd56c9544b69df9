"""Three ledgers teach each other: the safe's, the shop's, and the file beside the backups."""

import json
import os
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import connection, connections, transaction
from django.db.utils import DatabaseError

from boxmalls.accounts.testing import make_account, make_address
from boxmalls.base.ids import new_id
from boxmalls.privacy.models import ErasureMark, Person
from boxmalls.privacy.rights.erasing import erase_person, ledger, must_replay, receipt_by_token, replay
from boxmalls.privacy.rights.models import Erasure
from boxmalls.privacy.rights.rows import count_rows
from boxmalls.privacy.rights.testing import Killed, killed_at, remember
from boxmalls.privacy.testing import AT, make_person
from boxmalls.privacy.vault import blind
from boxmalls.privacy.vault.models import BlindEntry, PersonKey, Tombstone

pytestmark = pytest.mark.django_db(databases=["default", "safe"])

LATER = AT + timedelta(minutes=5)


def make_somebody(email="zofia@canary.example"):
    person = make_account(email, password=None, at=AT)
    make_address(person, line1="Kanarkowa 7", at=AT)
    return remember(person, email=email)


def older_safe(person_id):
    """What a copy of the safe that was made before an erasure says: a key, a way to be found, and no erasure."""
    Erasure.objects.filter(person_id=person_id).delete()
    Tombstone.objects.filter(person_id=person_id).delete()
    PersonKey.objects.create(person_id=person_id, wrapped=b"came back", kek="file:older", made_at=AT)
    blind.put(person_id, kind="email", value="zofia@canary.example", at=AT)


def test_where_nothing_was_restored_it_costs_two_questions(django_assert_num_queries):
    erase_person(person=make_somebody(), site_code="eu", at=AT)
    with django_assert_num_queries(1), django_assert_num_queries(2, connection=connections["safe"]):
        assert replay(at=LATER) == 0


def test_an_older_safe_learns_from_the_shop_whose_key_has_to_go_again():
    person = make_somebody()
    erase_person(person=person, site_code="eu", at=AT, receipt_token="secret")
    older_safe(person.pk)
    assert PersonKey.objects.filter(person_id=person.pk).exists(), "the positive control: the key is back"
    assert receipt_by_token("secret") is None
    assert must_replay()
    assert replay(at=LATER) == 1
    assert not PersonKey.objects.filter(person_id=person.pk).exists()
    assert not BlindEntry.objects.filter(person_id=person.pk).exists()
    assert Tombstone.objects.filter(person_id=person.pk).exists()
    receipt = receipt_by_token("secret")
    assert receipt is not None, "the receipt stands again"
    assert (receipt.asked_at, bool(receipt.done_at)) == (AT, True)
    assert not must_replay()


def test_when_both_are_older_the_file_beside_the_backups_remembers():
    person, other = make_somebody(), make_somebody("other@canary.example")
    ledger.append([ledger.Entry(person.pk, new_id(), "eu", "0" * 64, AT)])
    assert must_replay()
    assert replay(at=LATER) == 1
    assert not PersonKey.objects.filter(person_id=person.pk).exists()
    assert count_rows(person.pk) == {}
    assert ErasureMark.objects.get().ended_at == LATER
    assert PersonKey.objects.filter(person_id=other.pk).exists(), "nobody else"


def test_a_line_that_was_changed_erases_nobody_and_is_told():
    victim = make_somebody("victim@canary.example")
    erase_person(person=make_somebody(), site_code="eu", at=AT)
    path = ledger.ledger_path()
    line = json.loads(path.read_text())
    path.write_text(json.dumps({**line, "person": str(victim.pk)}) + "\n" + path.read_text())
    found = ledger.read()
    assert found.problems == ["line 1 was changed, or signed with another key"]
    assert len(found.entries) == 1
    replay(at=LATER)
    assert PersonKey.objects.filter(person_id=victim.pk).exists()
    assert Person.objects.get(pk=victim.pk).erased_at is None


def test_a_line_that_was_taken_out_is_noticed_and_the_others_count():
    for number in range(3):
        erase_person(person=make_person(), site_code="eu", at=AT + timedelta(seconds=number))
    path = ledger.ledger_path()
    first, _second, third, _end = path.read_bytes().split(b"\n")
    path.write_bytes(first + b"\n" + third + b"\n")
    found = ledger.read()
    assert (len(found.entries), found.problems) == (2, ["before line 2 something is missing"])
    assert ledger.catch_up() == 1
    assert len(ledger.read().entries) == 3


def test_a_line_that_was_broken_off_is_none_and_the_next_one_stands():
    erase_person(person=make_person(), site_code="eu", at=AT)
    path = ledger.ledger_path()
    path.write_bytes(path.read_bytes() + b'{"n":"2","person":"0193')
    assert (len(ledger.read().entries), ledger.read().problems) == (1, [])
    erase_person(person=make_person(), site_code="eu", at=AT)
    assert (len(ledger.read().entries), ledger.read().problems) == (2, [])


def test_a_disk_that_is_away_does_not_keep_anybody_from_being_erased(settings, tmp_path):
    (tmp_path / "away").write_text("a file where the folder should be")
    settings.BACKUP_FOLDER = tmp_path / "away"
    assert erase_person(person=make_person(), site_code="eu", at=AT).done_at
    settings.BACKUP_FOLDER = tmp_path / "back"
    assert ledger.catch_up() == 1


@pytest.mark.parametrize(
    "verb", ["UPDATE privacy_erasuremark SET site_code = 'tw'", "DELETE FROM privacy_erasuremark", "UPDATE privacy_erasuremark SET ended_at = NULL"]
)
def test_the_ledger_of_the_shop_only_grows(verb):
    erase_person(person=make_person(), site_code="eu", at=AT)
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(verb)
    assert ErasureMark.objects.get().ended_at == AT


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_killed_at_every_statement_of_the_replay_it_resumes():
    """Each in the full size; in the small size every so many, another set each day."""
    person = make_somebody()
    erase_person(person=person, site_code="eu", at=AT)
    older_safe(person.pk)
    with killed_at(None) as sent:
        replay(at=LATER)
    every = 1 if os.environ.get("BOXMALLS_PROOF_SIZE") == "full" else max(1, sent[0] // 15)
    for statement in range(1 + AT.today().toordinal() % every, sent[0] + 1, every):
        older_safe(person.pk)
        with suppress(Killed), killed_at(statement):
            replay(at=LATER)
        assert must_replay() or not PersonKey.objects.exists(), f"done too early when killed at {statement}"
        replay(at=LATER)
        assert not PersonKey.objects.filter(person_id=person.pk).exists(), f"readable when killed at {statement}"
        assert not must_replay(), f"not done when killed at {statement}"
    assert sent[0] > 40
    assert count_rows(person.pk) == {}
