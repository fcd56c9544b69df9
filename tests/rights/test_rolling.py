"""The roll of the key-encryption key: the living are wrapped anew, nobody is left behind, and old copies of the safe open nothing."""

import threading
from contextlib import contextmanager, suppress
from datetime import timedelta

import pytest
from cryptography.exceptions import InvalidTag
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connections, transaction

from boxmalls.privacy.actions.persons import create_person
from boxmalls.privacy.models import Person
from boxmalls.privacy.rights.testing import Killed, killed_at
from boxmalls.privacy.testing import AT, make_person
from boxmalls.privacy.vault import blind, epochs, open_value, seal_value
from boxmalls.privacy.vault import keys as vault_keys
from boxmalls.privacy.vault.file_keys import FileKeyStore
from boxmalls.privacy.vault.models import KeyEpoch, PersonKey
from boxmalls.privacy.vault.wrapping import KekIsGone

LATER = AT + timedelta(days=7)


@pytest.fixture
def store(tmp_path, monkeypatch, settings):
    """Keys of one's own: the suite's are not rolled."""
    settings.SAFE_BACKUP_FOLDER = tmp_path / "backups"
    (tmp_path / "kek").write_text("ab" * 32)
    made = FileKeyStore(tmp_path / "kek")
    with using(made, monkeypatch):
        yield made


@contextmanager
def using(store, monkeypatch):
    """Let the vault use these keys."""
    for module in (vault_keys, epochs, blind):
        monkeypatch.setattr(module, "key_store", lambda: store)
    yield


def sealed(person, text="Lena"):
    return seal_value(person_id=person.pk, table="t", column="c", row_id=1, text=text)


def opened(person, value):
    return open_value(person_id=person.pk, table="t", column="c", row_id=1, sealed=value)


def old_copy():
    """What a copy of the safe holds."""
    return {person_id: (bytes(wrapped), kek) for person_id, wrapped, kek in PersonKey.objects.values_list("person_id", "wrapped", "kek")}


def opens(copy, store):
    """How many keys of a copy a store opens."""
    count = 0
    for person_id, (wrapped, _kek) in copy.items():
        for kek in store.ids():
            with suppress(InvalidTag):
                store.find(kek).unwrap(wrapped, person_id)
                count += 1
    return count


@pytest.mark.django_db(databases=["default", "safe"])
def test_after_a_roll_the_living_are_whole_and_old_copies_open_nothing(store):
    persons = [make_person() for _ in range(20)]
    values = [sealed(person, f"Lena {number}") for number, person in enumerate(persons)]
    digest = blind.digest("email", "lena@example.org")
    copy, first = old_copy(), store.newest().id
    assert opens(copy, store) == 20, "the positive control"
    epochs.roll(at=LATER)
    assert opens(copy, store) == 20, "the old key is still here"
    assert epochs.destroy_old(at=LATER) == [first]
    fresh = FileKeyStore(store.path)
    assert fresh.ids() == [KeyEpoch.objects.get(closed_at=None).kek]
    assert opens(copy, fresh) == 0
    assert [opened(person, value) for person, value in zip(persons, values, strict=True)] == [f"Lena {number}" for number in range(20)]
    assert set(PersonKey.objects.values_list("epoch", flat=True)) == {2}
    assert blind.digest("email", "lena@example.org") == digest
    assert fresh.blind(b"x") == store.blind(b"x")
    assert "ab" * 32 not in "".join(path.read_text() for path in store.path.parent.rglob("*") if path.is_file())


@pytest.mark.django_db(databases=["default", "safe"])
def test_a_key_that_another_process_makes_after_the_roll_is_wrapped_by_the_new_one(store, monkeypatch):
    """It still believes in the old key, and is told by PostgreSQL."""
    elsewhere = FileKeyStore(store.path)
    elsewhere.newest()
    epochs.roll(at=LATER)
    epochs.destroy_old(at=LATER)
    with using(elsewhere, monkeypatch):
        person = create_person(kind=Person.GUEST, at=AT)
        with transaction.atomic(using="safe"):
            other = create_person(kind=Person.GUEST, at=AT)
        assert opened(person, sealed(person)) == opened(other, sealed(other)) == "Lena"
    assert set(PersonKey.objects.values_list("kek", flat=True)) == {KeyEpoch.objects.get(closed_at=None).kek}


@pytest.mark.django_db(databases=["default", "safe"])
def test_without_postgresqls_refusal_such_a_key_would_be_lost(store, monkeypatch):
    """The positive control of the test above."""
    elsewhere = FileKeyStore(store.path)
    elsewhere.newest()
    epochs.roll(at=LATER)
    epochs.destroy_old(at=LATER)
    open_epoch = KeyEpoch.objects.filter(closed_at=None)
    open_epoch.update(closed_at=LATER)
    KeyEpoch.objects.all().delete()
    with using(elsewhere, monkeypatch):
        person = create_person(kind=Person.GUEST, at=AT)
        value = sealed(person)
    with using(FileKeyStore(store.path), monkeypatch), pytest.raises(KekIsGone):
        opened(person, value)


@pytest.mark.django_db(databases=["default", "safe"])
def test_killed_at_every_statement_a_roll_goes_on_and_loses_nobody(store, monkeypatch):
    monkeypatch.setattr(epochs, "AT_ONCE", 3)
    persons = [make_person() for _ in range(7)]
    values = [sealed(person) for person in persons]
    statement, killed = 0, True
    while killed:
        statement, killed, before = statement + 1, False, KeyEpoch.objects.filter(closed_at=None).first()
        try:
            with killed_at(statement):
                epochs.roll(at=LATER)
                epochs.destroy_old(at=LATER)
        except Killed:
            killed = True
        store.refresh()
        assert [opened(person, value) for person, value in zip(persons, values, strict=True)] == ["Lena"] * 7, f"lost when killed at {statement}"
        born = create_person(kind=Person.GUEST, at=AT)
        assert opened(born, sealed(born)) == "Lena"
        epochs.roll(at=LATER)
        epochs.destroy_old(at=LATER)
        assert len(store.ids()) == 1
        assert KeyEpoch.objects.get(closed_at=None) != before
        PersonKey.objects.filter(person_id=born.pk).delete()
    assert statement > 15
    assert epochs.check().lost == {}


@pytest.mark.django_db(databases=["default", "safe"])
def test_the_old_key_waits_for_a_backup_of_the_safe_that_does_without_it(store, settings):
    make_person()
    folder = settings.SAFE_BACKUP_FOLDER / "20261122T120000Z-safe-logical"
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text(f'{{"started_at": "{AT.isoformat()}"}}')
    epochs.roll(at=LATER)
    assert epochs.destroy_old(at=LATER) == []
    assert len(store.ids()) == 2
    (folder / "manifest.json").write_text(f'{{"started_at": "{(LATER + timedelta(minutes=1)).isoformat()}"}}')
    assert len(epochs.destroy_old(at=LATER)) == 1
    epochs.roll(at=LATER + timedelta(days=7))
    assert epochs.destroy_old(at=LATER + timedelta(days=13)) == []
    assert len(epochs.destroy_old(at=LATER + timedelta(days=14))) == 1, "a week without a backup is long enough"


@pytest.mark.django_db(databases=["default", "safe"])
def test_postgresql_takes_no_key_that_another_key_wraps(store):
    make_person()
    epochs.roll(at=LATER)
    for column in ("kek = 'file:another'", "kek = 'file:another', epoch = 9"):
        with connections["safe"].cursor() as cursor, pytest.raises(DatabaseError, match="open epoch"), transaction.atomic(using="safe"):
            cursor.execute(f"UPDATE vault_personkey SET {column}")
    assert PersonKey.objects.get().epoch == 2


@pytest.mark.django_db(databases=["default", "safe"])
def test_a_key_that_wraps_something_is_never_destroyed(store):
    make_person()
    first = store.newest().id
    epochs.open_epoch(at=LATER)
    KeyEpoch.objects.filter(closed_at=None).update(rewrapped_at=LATER)
    with pytest.raises(epochs.StillWrapped):
        epochs.destroy_old(at=LATER)
    assert first in store.ids()


@pytest.mark.django_db(databases=["default", "safe"])
def test_a_lost_key_is_said_in_words(store, capsys):
    make_person()
    epochs.roll(at=LATER)
    epochs.destroy_old(at=LATER)
    store.path.write_text("cd" * 32)
    store.refresh()
    with pytest.raises(CommandError, match=r"1 wrapped by file:\w+\. Bring back the key"):
        call_command("keys", "check")


@pytest.mark.django_db(databases=["default", "safe"])
def test_the_commands_say_what_is_so(store, capsys, monkeypatch):
    from boxmalls.privacy.management.commands import keys as command

    monkeypatch.setattr(command, "key_store", lambda: store)
    make_person()
    call_command("keys", "roll")
    call_command("keys", "status")
    call_command("keys", "check")
    told = capsys.readouterr().out
    assert "1 keys wrapped anew" in told
    assert "is destroyed" in told
    assert "wraps        1 keys" in told
    assert "1 keys open." in told


@pytest.mark.django_db(databases=["default", "safe"], transaction=True)
def test_whoever_makes_keys_while_it_rolls_loses_none(store, monkeypatch):
    monkeypatch.setattr(epochs, "AT_ONCE", 5)
    values = {}
    stop = threading.Event()

    def keep_making():
        try:
            while not stop.is_set():
                person = create_person(kind=Person.GUEST, at=AT)
                values[person] = sealed(person)
        finally:
            for alias in ("default", "safe"):
                connections[alias].close()

    makers = [threading.Thread(target=keep_making) for _ in range(2)]
    for maker in makers:
        maker.start()
    try:
        for week in range(4):
            epochs.roll(at=LATER + timedelta(days=7 * week))
            epochs.destroy_old(at=LATER + timedelta(days=7 * week))
    finally:
        stop.set()
        for maker in makers:
            maker.join()
    assert len(values) > 10
    assert {opened(person, value) for person, value in values.items()} == {"Lena"}
    assert len(store.ids()) == 1
