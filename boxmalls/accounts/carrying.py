"""Address book and profile of somebody who comes from another shop, and whose names in them are not their own."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

STAYS = timedelta(days=730)
"""How long a line of the address book stays unused."""


def take_profile(person_id: UUID, row: dict[str, Any], at: datetime) -> bool:
    """Make the profile that the download has."""
    from boxmalls.accounts.models import Profile
    from boxmalls.accounts.personal_data import PROFILE
    from boxmalls.privacy.collection import collecting

    with collecting(PROFILE, person=person_id, at=at):
        Profile.objects.create(person_id=person_id, changed_at=at, **row["values"])
    return True


def take_address(person_id: UUID, row: dict[str, Any], at: datetime) -> bool:
    """Make a line of the address book; one whose time was over in the other shop is not taken as ours."""
    from boxmalls.accounts.models import Address
    from boxmalls.accounts.personal_data import ADDRESS_BOOK
    from boxmalls.privacy.collection import collecting

    until = date.fromisoformat(row["until"]) if row.get("until") else None
    if until is None or until < at.date() or Address.objects.filter(pk=row["id"]).exists():
        return False
    used = datetime.combine(until, time(), UTC) - STAYS
    with collecting(ADDRESS_BOOK, person=person_id, at=at):
        Address.objects.create(pk=row["id"], person_id=person_id, added_at=used, changed_at=used, used_at=used, **row["values"])
    return True


def others_in_address(row: Any, person_id: UUID) -> frozenset[str]:
    """Name, street and phone of a line that is not in the person's own name."""
    return frozenset() if is_own_name(row.name, person_id) else frozenset({"name", "phone", "line1", "line2"})


def is_own_name(name: str | None, person_id: UUID) -> bool:
    """Whether a name is the one in the person's profile; who told us none has none of their own here."""
    from boxmalls.accounts.models import Profile

    profile = Profile.objects.filter(pk=person_id).first()
    return bool(name and profile and profile.name and _plain(name) == _plain(profile.name))


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def open_account_of(person: Any, *, at: datetime) -> bool:
    """Open an account under the address that the person brought; they prove it when they first sign in. False if they brought none."""
    from boxmalls.accounts.actions import make_account
    from boxmalls.privacy.models import Brought
    from boxmalls.privacy.rights.importing import rows_brought

    signs = rows_brought(person.pk).get("signin.User", [])
    if not signs:
        return False
    make_account(email=signs[0]["values"]["email"], password=None, person=person, at=at, proven=False)
    Brought.objects.filter(person=person, holding__in=("signin.User", "account.EmailAddress")).delete()
    return True
