"""Sealing: what is sealed opens for its row and person, and for nothing else."""

from datetime import UTC, datetime

import pytest
from cryptography.exceptions import InvalidTag
from django.db import connections
from hypothesis import given
from hypothesis import strategies as st

from boxmalls.base.ids import new_id
from boxmalls.privacy.actions.persons import become, create_person
from boxmalls.privacy.models import Person
from boxmalls.privacy.vault import blind, keyring, open_value, seal_value
from boxmalls.privacy.vault.models import PersonKey
from boxmalls.privacy.vault.sealing import NoKey, associated_data, seal, unseal

pytestmark = pytest.mark.django_db(databases=["default", "safe"])
AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
KEY = b"k" * 32


@given(st.binary(max_size=500))
def test_what_is_sealed_opens_again(plaintext):
    assert unseal(KEY, seal(KEY, plaintext, b"row"), b"row") == plaintext


@pytest.mark.parametrize("other", [("u", "c", 1), ("t", "d", 1), ("t", "c", 2)])
def test_a_value_moved_to_another_place_does_not_open(other):
    person_id = new_id()
    sealed = seal(KEY, b"Lena", associated_data("t", "c", 1, person_id))
    with pytest.raises(InvalidTag):
        unseal(KEY, sealed, associated_data(*other, person_id))


def test_a_value_given_to_another_person_does_not_open():
    one, other = (create_person(kind=Person.GUEST, at=AT) for _ in range(2))
    sealed = seal_value(person_id=one.pk, table="t", column="c", row_id=1, text="Lena")
    with pytest.raises(InvalidTag):
        open_value(person_id=other.pk, table="t", column="c", row_id=1, sealed=sealed)


def test_once_the_key_is_destroyed_nothing_opens_and_nothing_is_sealed():
    person = create_person(kind=Person.GUEST, at=AT)
    sealed = seal_value(person_id=person.pk, table="t", column="c", row_id=1, text="Lena")
    PersonKey.objects.filter(person_id=person.pk).delete()
    assert open_value(person_id=person.pk, table="t", column="c", row_id=1, sealed=sealed) is None
    with pytest.raises(NoKey):
        seal_value(person_id=person.pk, table="t", column="c", row_id=1, text="Lena")


def test_a_keyring_asks_the_safe_once(django_assert_num_queries):
    person = create_person(kind=Person.GUEST, at=AT)
    with keyring(), django_assert_num_queries(1, connection=connections["safe"]):
        for row in range(50):
            seal_value(person_id=person.pk, table="t", column="c", row_id=row, text="Lena")


def test_people_are_found_by_an_address_however_it_is_spelt():
    person = create_person(kind=Person.GUEST, at=AT)
    blind.put(person.pk, kind="email", value="Lena@Example.org", at=AT)
    assert blind.find("email", " lena@example.ORG ") == [person.pk]
    assert blind.find("phone", "lena@example.org") == []
    blind.drop(person.pk)
    assert blind.find("email", "lena@example.org") == []


def test_a_person_becomes_more_and_never_less():
    person = create_person(kind=Person.ACCOUNT, at=AT)
    assert become(person=person, kind=Person.GUEST, at=AT).kind == Person.ACCOUNT
