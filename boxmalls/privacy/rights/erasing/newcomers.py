"""
Those whom one database knows and the other, which came back from a backup, does not know yet, or no more.

Who joined after the shop's copy still has a sign-in in the safe: they get an empty account, instead of a page that breaks. Who joined
after the safe's copy has no key in it: nothing can be done, so they are counted, and it is said.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import batched
from uuid import UUID

from django.db import connections

from boxmalls.privacy.models import Person
from boxmalls.privacy.rights.models import Erasure
from boxmalls.privacy.rights.rows import database_of_holding, holdings_with_a_person, model_of
from boxmalls.privacy.vault.models import PersonKey

AT_ONCE = 5000


def take_in(*, at: datetime) -> int:
    """Give everybody who can sign in and is not in the shop an account with nothing in it; returns how many."""
    count = 0
    for some in batched(sorted(_who_signs_in()), AT_ONCE):
        missing = set(_not_there(some, "default", "privacy_person", "id"))
        missing -= set(Erasure.objects.filter(person_id__in=missing).values_list("person_id", flat=True))
        made = dict(PersonKey.objects.filter(person_id__in=missing).values_list("person_id", "made_at"))
        Person.objects.bulk_create([Person(id=person_id, kind=Person.ACCOUNT, made_at=since) for person_id, since in made.items()], ignore_conflicts=True)
        count += len(made)
    return count


def count_without_a_key() -> int:
    """How many living persons of the shop have no key in the safe: what was sealed for them cannot be read."""
    living = Person.objects.filter(erased_at=None, merged_into=None).order_by("pk").values_list("pk", flat=True)
    return sum(len(list(_not_there(some, "safe", "vault_personkey", "person_id"))) for some in batched(living.iterator(chunk_size=AT_ONCE), AT_ONCE))


def _who_signs_in() -> set[UUID]:
    """Everybody whom a table of the safe names in a column of its own."""
    found: set[UUID] = set()
    for holding in holdings_with_a_person():
        if database_of_holding(holding) == "safe" and "__" not in holding.person:
            found |= set(model_of(holding)._base_manager.using("safe").values_list(holding.person, flat=True))
    return {person_id for person_id in found if isinstance(person_id, UUID)}


def _not_there(person_ids: "tuple[UUID, ...]", alias: str, table: str, column: str) -> Iterator[UUID]:
    with connections[alias].cursor() as cursor:
        cursor.execute(f"SELECT id FROM unnest(%s::uuid[]) AS id EXCEPT SELECT {column} FROM {table}", [list(person_ids)])  # noqa: S608 names are ours
        yield from (person_id for (person_id,) in cursor.fetchall())
