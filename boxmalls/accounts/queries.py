"""What other rooms and our own pages ask about accounts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from boxmalls.accounts.models import Address, Guardian, Profile, Staff
from boxmalls.accounts.rules import PostalAddress
from boxmalls.accounts.signin.models import User
from boxmalls.base.refusals import NotFound
from boxmalls.privacy.vault import unwrap


@dataclass(frozen=True, slots=True)
class ProfileView:
    """What someone told us about themselves; empty where they did not."""

    name: str = ""
    birthday: str = ""
    gender: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class AddressLine:
    """A line of the address book, opened for its owner."""

    id: UUID
    kind: str
    postal: PostalAddress
    changed_at: datetime


def roles_of(person_id: UUID) -> frozenset[str]:
    """The roles in which a person works here; empty for everybody else."""
    return frozenset(Staff.objects.filter(person_id=person_id).values_list("role", flat=True))


def profile_of(person_id: UUID) -> ProfileView:
    """A person's profile, opened."""
    row = Profile.objects.filter(person_id=person_id).first()
    if row is None:
        return ProfileView()
    unwrap([row])
    return ProfileView(name=row.name or "", birthday=row.birthday or "", gender=row.gender or "", phone=row.phone or "")


def addresses_of(person_id: UUID, kind: str | None = None) -> list[AddressLine]:
    """A person's address book, the latest changed first. Two queries, however long it is."""
    rows = Address.objects.filter(person_id=person_id).order_by("-changed_at", "id")
    return [_opened(row) for row in unwrap(rows.filter(kind=kind) if kind else rows)]


def address_of(person_id: UUID, address_id: UUID) -> AddressLine:
    """
    One line of a person's own address book.

    :raises NotFound: if it is not theirs, or not there: nobody learns which.
    """
    row = Address.objects.filter(person_id=person_id, pk=address_id).first()
    if row is None:
        raise NotFound
    return _opened(unwrap([row])[0])


def email_of(person_id: UUID) -> str:
    """The address under which a person signs in; empty if they have no account."""
    return User.objects.filter(person_id=person_id).values_list("email", flat=True).first() or ""


def account_opened_at(person_id: UUID) -> datetime | None:
    """Since when a person has had an account."""
    return User.objects.filter(person_id=person_id).values_list("created_at", flat=True).first()


def _opened(row: Address) -> AddressLine:
    postal = PostalAddress(
        name=row.name or "",
        line1=row.line1 or "",
        line2=row.line2 or "",
        postcode=row.postcode or "",
        city=row.city or "",
        region=row.region or "",
        country=row.country,
        phone=row.phone or "",
    )
    return AddressLine(id=row.pk, kind=row.kind, postal=postal, changed_at=row.changed_at)


def guardian_address(person_id: UUID) -> str:
    """Where the guardian of somebody's account was asked; empty if none was."""
    found = Guardian.objects.filter(person_id=person_id).exclude(asked_at=None).first()
    return (found.email or "") if found else ""
