"""Opening accounts. They are made when first needed, and never closed."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from boxmalls.ledger.models import Account, Kind
from boxmalls.ledger.models.account import PERSONAL, SELLERS, SHARDS
from boxmalls.ledger.personal_data import BOOKS
from boxmalls.privacy.collection import collecting


@dataclass(frozen=True, slots=True)
class Owner:
    """Which account is meant: a kind, and a person, a seller, or nobody for the marketplace's own."""

    kind: Kind
    person: UUID | None = None
    seller: UUID | None = None

    def __post_init__(self) -> None:
        if (self.person is not None) != (self.kind in PERSONAL) or (self.seller is not None) != (self.kind in SELLERS):
            raise ValueError(f"A {self.kind} account has another owner.")


def account_for(*, kind: Kind, unit: str, person: UUID | None = None, seller: UUID | None = None, at: datetime) -> UUID:
    """The account of one owner, opened if there is none. Of a sharded kind: any of its shards."""
    owner = Owner(kind, person, seller)
    return accounts_for(owners=[owner], unit=unit, at=at)[owner]


def accounts_for(*, owners: Sequence[Owner], unit: str, at: datetime) -> dict[Owner, UUID]:
    """The accounts of several owners in one unit, in one query when all are open."""
    shards = {owner: random.randrange(SHARDS.get(owner.kind, 1)) for owner in owners}  # noqa: S311
    found = _find(shards, unit)
    missing = [owner for owner in owners if owner not in found]
    if missing:
        with transaction.atomic(), collecting(BOOKS, person=None, at=at):
            Account.objects.bulk_create([_new(owner, shards[owner], unit, at) for owner in missing], ignore_conflicts=True)
        found |= _find({owner: shards[owner] for owner in missing}, unit)
    return found


def _find(shards: dict[Owner, int], unit: str) -> dict[Owner, UUID]:
    wanted = Q()
    for owner, shard in shards.items():
        wanted |= Q(kind=owner.kind, owner_person=owner.person, owner_seller=owner.seller, shard=shard)
    rows = Account.objects.filter(wanted, unit=unit).values_list("id", "kind", "owner_person", "owner_seller")
    return {Owner(Kind(kind), person, seller): found for found, kind, person, seller in rows}


def _new(owner: Owner, shard: int, unit: str, at: datetime) -> Account:
    return Account(kind=owner.kind, unit=unit, owner_person_id=owner.person, owner_seller=owner.seller, shard=shard, opened_at=at)
