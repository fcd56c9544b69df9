"""The journal's seal finds a gap, a change and a new history, and lets erased people go."""

import json
from hashlib import sha256
from io import StringIO
from threading import Thread

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, connections, transaction
from hypothesis import given
from hypothesis import strategies as st

from boxmalls.privacy.journal import note
from boxmalls.privacy.journal.sealing import seal_journal
from boxmalls.privacy.journal.tree import EMPTY, Tree, leaf_hash, node_hash
from boxmalls.privacy.journal.verifying import Finding, verify_journal
from boxmalls.privacy.journal.witness import export_heads
from boxmalls.privacy.models import JournalEnding, JournalEntry, JournalHead, JournalLeaf
from boxmalls.privacy.restriction import restrict_person
from boxmalls.privacy.rights.erasing import erase_person
from boxmalls.privacy.rights.merging import merge_persons
from boxmalls.privacy.rights.testing import Killed, killed_at
from boxmalls.privacy.testing import AT, make_person, make_visitor, publish
from config.env import env

pytestmark = pytest.mark.django_db(databases=["default", "safe"])


def make_entries(count=3, subject=None):
    subject = subject or make_person()
    for number in range(count):
        note(verb="read", subject=subject.pk, actor=None, actor_role="staff", what="accounts.Address", row=number, reason="A return", at=AT)
    return subject


def findings():
    return [found.what for found in verify_journal(at=AT).findings]


def by_force(sql):
    """As somebody who owns the database would: with the triggers off."""
    owner = env.admin_databases["default"]
    with psycopg.connect(host=owner["HOST"], user=owner["USER"], password=owner["PASSWORD"], dbname=connection.settings_dict["NAME"]) as forced:
        forced.execute("SET LOCAL session_replication_role = replica")
        forced.execute(sql)


def rfc_root(leaves):
    """The definition itself (RFC 9162, 2.1.1), by halves."""
    if not leaves:
        return EMPTY
    if len(leaves) == 1:
        return leaves[0]
    half = 1 << (len(leaves) - 1).bit_length() - 1
    return node_hash(rfc_root(leaves[:half]), rfc_root(leaves[half:]))


@given(st.lists(st.binary(max_size=8), max_size=70))
def test_the_tree_is_the_one_of_the_standard(contents):
    tree = Tree()
    tree.add_all(leaf_hash(content) for content in contents)
    assert tree.root == rfc_root([sha256(b"\x00" + content).digest() for content in contents])
    assert Tree.from_bytes(tree.size, tree.edge_bytes).root == tree.root


def test_every_entry_is_sealed_once_and_everything_verifies():
    make_entries(3)
    assert seal_journal(at=AT) == 3
    assert seal_journal(at=AT) == 0
    make_entries(2)
    assert seal_journal(at=AT) == 2
    verified = verify_journal(at=AT)
    assert (verified.leaves, verified.heads, verified.findings) == (5, 2, ())


def test_a_seal_holds_no_word_of_an_entry():
    make_entries(1)
    seal_journal(at=AT)
    leaf = JournalLeaf.objects.get()
    assert b"Address" not in bytes(leaf.sealed)


@pytest.mark.django_db(databases=["default", "safe"], transaction=True)
@pytest.mark.parametrize(
    ("sql", "found"),
    [
        ("UPDATE privacy_journalentry SET reason = 'A whim' WHERE row = '1'", "entry changed"),
        ("UPDATE privacy_journalentry SET at = at + interval '1 second' WHERE row = '1'", "entry changed"),
        ("DELETE FROM privacy_journalentry WHERE row = '1'", "entry missing"),
        ("DELETE FROM privacy_journalleaf WHERE seq = 1", "gap"),
        ("DELETE FROM privacy_journalleaf WHERE seq = 2", "leaves missing"),
        ("UPDATE privacy_journalleaf SET entry_id = NULL, sealed = NULL WHERE seq = 1", "ended unsaid"),
        ("UPDATE privacy_journalleaf SET hash = sha256('x') WHERE seq = 1", "other root"),
        ("DELETE FROM privacy_journalhead", "leaves without a head"),
        ("UPDATE privacy_journalhead SET at = at + interval '1 day'", "not signed"),
        ("UPDATE privacy_journalhead SET signature = sha512('x')", "not signed"),
    ],
)
def test_a_gap_or_a_change_is_found_even_if_the_database_was_made_to_allow_it(sql, found):
    make_entries(3)
    seal_journal(at=AT)
    assert findings() == [], "the positive control"
    by_force(sql)
    assert found in findings()


def test_an_entry_that_nobody_seals_is_found():
    make_entries(1)
    assert findings() == []
    late = AT.replace(hour=13)
    assert [found.what for found in verify_journal(at=late).findings] == ["not sealed"]


@pytest.mark.parametrize(
    "sql", ["DELETE FROM privacy_journalleaf", "UPDATE privacy_journalleaf SET hash = sha256('x')", "UPDATE privacy_journalhead SET size = 9"]
)
def test_the_application_cannot_change_the_seal(sql):
    make_entries(2)
    seal_journal(at=AT)
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert findings() == []


def test_an_erased_person_leaves_hashes_and_a_reason():
    somebody, other = make_entries(2), make_entries(1)
    publish()
    seal_journal(at=AT)
    erase_person(person=somebody, site_code="eu", at=AT)
    assert not JournalEntry.objects.filter(subject=somebody).exists()
    seal_journal(at=AT)
    assert findings() == []
    assert list(JournalLeaf.objects.exclude(entry_id=None).values_list("entry_id", flat=True)) == list(
        JournalEntry.objects.filter(subject=other).values_list("pk", flat=True)
    )
    assert set(JournalEnding.objects.values_list("why", flat=True)) == {"privacy.erasure"}


def test_who_deletes_under_the_name_of_an_erasure_that_never_was_is_found():
    make_entries(2)
    seal_journal(at=AT)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('boxmalls.purpose', 'privacy.erasure', true)")
        cursor.execute("DELETE FROM privacy_journalentry WHERE row = '1'")
    seal_journal(at=AT)
    assert findings() == ["ended without a reason"]


def test_entries_of_a_merged_visitor_are_sealed_anew_under_whom_they_became():
    visitor, account = make_visitor(), make_person()
    make_entries(2, visitor)
    seal_journal(at=AT)
    merge_persons(into=account, gone=visitor, proof="signed in", at=AT)
    seal_journal(at=AT)
    assert findings() == []
    assert JournalEntry.objects.filter(subject=account, row="1").exists()
    assert JournalLeaf.objects.exclude(sealed=None).count() == JournalEntry.objects.count()


@pytest.mark.django_db(databases=["default", "safe"], transaction=True)
def test_a_new_history_is_found_by_the_witness(tmp_path):
    make_entries(2)
    seal_journal(at=AT)
    witness = tmp_path / "heads.jsonl"
    assert export_heads(str(witness)) == 1
    assert export_heads(str(witness)) == 0
    by_force("TRUNCATE privacy_journalleaf, privacy_journalhead, privacy_journalentry")
    make_entries(2)
    seal_journal(at=AT)
    assert findings() == [], "without the witness the new history is whole"
    said = [json.loads(line) for line in witness.read_text().splitlines()]
    assert verify_journal(at=AT, witnessed=said).findings == (Finding("not as witnessed", "2"),)
    with pytest.raises(CommandError, match="1 findings"):
        call_command("journal", "verify", "--witness", str(witness), stdout=StringIO())


@pytest.mark.django_db(databases=["default", "safe"], transaction=True)
def test_killed_at_any_statement_sealing_leaves_all_or_nothing():
    subject = make_entries(2)
    with killed_at(None) as sent:
        seal_journal(at=AT)
    for statement in range(1, sent[0] + 1):
        make_entries(1, subject)
        before = JournalHead.objects.count()
        with pytest.raises(Killed), killed_at(statement):
            seal_journal(at=AT)
        assert JournalHead.objects.count() == before
        assert findings() == []
        seal_journal(at=AT)
    assert findings() == []
    assert JournalLeaf.objects.count() == JournalEntry.objects.count()


@pytest.mark.django_db(databases=["default", "safe"], transaction=True)
def test_many_sealers_make_one_tree():
    make_entries(40)
    threads = [Thread(target=_seal) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert JournalLeaf.objects.count() == 40
    assert findings() == []


def _seal():
    try:
        for _ in range(5):
            seal_journal(at=AT, at_once=5)
    finally:
        connections.close_all()


@pytest.mark.parametrize("sealed_first", [True, False])
def test_what_is_restricted_is_sealed_under_its_key_and_verified_like_any_other(sealed_first):
    """A hash over plain words, however few may read them, could be guessed after the erasure."""
    subject = make_entries()
    if sealed_first:
        seal_journal(at=AT)
    restrict_person(person=subject, why="asked", actor=subject.pk, actor_role="person", at=AT)
    seal_journal(at=AT)
    assert JournalLeaf.objects.exclude(sealed=None).count() == JournalEntry.objects.count()
    assert findings() == []
