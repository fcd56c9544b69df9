"""Two records become one: everything moves and is still readable; the other stays as a pointer."""

from datetime import timedelta

import pytest

from boxmalls.accounts.models import Address
from boxmalls.accounts.testing import make_account, make_address
from boxmalls.privacy.models import Acceptance, JournalEntry, Person
from boxmalls.privacy.rights.erasing import erase_person
from boxmalls.privacy.rights.inventory import holdings_of
from boxmalls.privacy.rights.merging import CannotMerge, finish_merges, merge_persons, persons_fields
from boxmalls.privacy.rights.testing import Killed, killed_at, remember
from boxmalls.privacy.testing import AT, make_acceptance, make_person
from boxmalls.privacy.vault import blind
from boxmalls.privacy.vault.models import PersonKey, Tombstone

pytestmark = pytest.mark.django_db(databases=["default", "safe"])

EMAIL = "lena@posteo.example"


def make_guest():
    guest = remember(make_person(Person.GUEST), email=EMAIL)
    make_address(guest, at=AT)
    return guest


def test_everything_moves_and_is_still_readable(django_capture_on_commit_callbacks):
    guest, account = make_guest(), make_account(password=None, at=AT)
    with django_capture_on_commit_callbacks(execute=True):
        merge_persons(into=account, gone=guest, proof="address", at=AT)
    address = Address.objects.get()
    assert (address.person_id, address.name, address.line1) == (account.pk, "Lena Krause", "Lindenweg 12")
    assert holdings_of(guest.pk) == []
    guest.refresh_from_db()
    assert guest.merged_into_id == account.pk
    assert blind.find("email", EMAIL) == [account.pk]
    assert not PersonKey.objects.filter(person_id=guest.pk).exists()
    assert Tombstone.objects.filter(person_id=guest.pk).exists()
    assert JournalEntry.objects.get(verb="merged").reason == "address"


def test_what_both_have_once_stays_once():
    guest, account = make_guest(), make_account(password=None, at=AT)
    kept = make_acceptance(account)
    merge_persons(into=account, gone=guest, proof="address", at=AT)
    assert list(Acceptance.objects.all()) == [kept]


def test_an_account_is_never_swallowed():
    account, other = make_account(password=None, at=AT), make_account(password=None, at=AT)
    with pytest.raises(CannotMerge):
        merge_persons(into=account, gone=other, proof="address", at=AT)
    other.refresh_from_db()
    assert other.merged_into_id is None


def test_who_is_gone_is_not_joined_again():
    guest, account = make_guest(), make_account(password=None, at=AT)
    erase_person(person=guest, site_code="eu", at=AT)
    with pytest.raises(CannotMerge):
        merge_persons(into=account, gone=guest, proof="address", at=AT)
    guest = make_guest()
    merge_persons(into=account, gone=guest, proof="address", at=AT)
    with pytest.raises(CannotMerge):
        merge_persons(into=make_account(password=None, at=AT), gone=guest, proof="address", at=AT)


def test_a_chain_points_to_who_is_left():
    first, second, account = make_guest(), make_guest(), make_account(password=None, at=AT)
    merge_persons(into=second, gone=first, proof="address", at=AT)
    merge_persons(into=account, gone=second, proof="address", at=AT)
    assert set(Person.objects.filter(pk__in=[first.pk, second.pk]).values_list("merged_into", flat=True)) == {account.pk}


def test_every_foreign_key_to_a_person_is_moved():
    assert {(field.model._meta.label, field.name) for field in persons_fields()} >= {
        ("accounts.Address", "person"),
        ("privacy.Acceptance", "person"),
        ("privacy.JournalEntry", "subject"),
        ("privacy.Disclosure", "person"),
    }


def test_killed_at_any_statement_nothing_is_lost_and_the_leftover_key_is_swept():
    with killed_at(None) as sent:
        merge_persons(into=make_account(password=None, at=AT), gone=make_guest(), proof="address", at=AT)
    statement = 1
    while True:
        guest, account = make_guest(), make_account(password=None, at=AT)
        try:
            with killed_at(statement):
                merge_persons(into=account, gone=guest, proof="address", at=AT)
        except Killed:
            readable = Address.objects.filter(person__in=[guest, account])
            assert [address.line1 for address in readable] == ["Lindenweg 12"], f"lost when killed at {statement}"
        else:
            break
        statement += 1
    assert 10 < statement <= sent[0]
    assert finish_merges(at=AT + timedelta(days=1)) >= 1
    assert finish_merges(at=AT + timedelta(days=1)) == 0
