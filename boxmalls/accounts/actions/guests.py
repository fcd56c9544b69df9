"""What was ordered without an account, and how its owner comes to it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from boxmalls.accounts.proofs import Proof
from boxmalls.privacy.models import Person
from boxmalls.privacy.rights.merging import merge_persons
from boxmalls.privacy.vault import blind


def claim_guest_orders(*, person: Person, proof: Proof, at: datetime) -> int:
    """
    Let a person have what was ordered as a guest under an address that they proved; returns how many guests they were.

    Whose account the address belongs to does not matter: only guests are claimed, never another account.
    """
    guests = [guest for guest in guests_of(proof.email) if guest.pk != person.pk]
    for guest in guests:
        merge_persons(into=person, gone=guest, proof=proof.words, at=at)
    return len(guests)


def guest_of(*, proof: Proof, at: datetime) -> Person | None:
    """The one guest behind a proven address, several of them merged into the first; None if nobody ordered under it."""
    guests = guests_of(proof.email)
    if not guests:
        return None
    for other in guests[1:]:
        merge_persons(into=guests[0], gone=other, proof=proof.words, at=at)
    return guests[0]


def guests_of(email: str) -> list[Person]:
    """The guests who gave this address, the earliest first."""
    found: list[UUID] = blind.find("email", email)
    living = Person.objects.filter(pk__in=found, kind=Person.GUEST, merged_into=None, erased_at=None).in_bulk()
    return [living[person_id] for person_id in found if person_id in living]
