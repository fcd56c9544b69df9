"""The profile."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from boxmalls.accounts.models import Profile
from boxmalls.accounts.personal_data import PROFILE
from boxmalls.accounts.queries import ProfileView
from boxmalls.privacy.collection import collecting
from boxmalls.privacy.vault import blind


@transaction.atomic
def change_profile(*, person_id: UUID, told: ProfileView, at: datetime) -> None:
    """Keep what someone tells us about themselves; what they leave out is forgotten, and with nothing left the row goes."""
    blind.drop(person_id, kind="phone")
    if told == ProfileView():
        Profile.objects.filter(person_id=person_id).delete()
        return
    if told.phone:
        blind.put(person_id, kind="phone", value=told.phone, at=at)
    with collecting(PROFILE, person=person_id, at=at):
        Profile.objects.update_or_create(
            person_id=person_id,
            defaults={
                "name": told.name or None,
                "birthday": told.birthday or None,
                "gender": told.gender or None,
                "phone": told.phone or None,
                "changed_at": at,
            },
        )
