"""Ending what the safe holds of an account that the register cannot reach by itself: sessions name nobody in a column."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

if TYPE_CHECKING:
    from boxmalls.privacy.rights.outcome import Outcome


NOBODYS_IP = "0.0.0.0"  # noqa: S104


def erase_sessions(person_id: UUID, at: datetime) -> Outcome:
    """
    End every place where the account is signed in, and every visit in which it was about to be.

    A session keeps its words signed and packed, so all are opened and read: somebody who never finished signing up, or asked
    for a new password, stands there by address. May run twice.
    """
    from allauth.usersessions.models import UserSession
    from django.contrib.sessions.models import Session

    from boxmalls.privacy.rights.outcome import Outcome

    places = UserSession.objects.filter(user__person_id=person_id)
    keys = set(places.values_list("session_key", flat=True)) | _visits_naming(_marks_of(person_id))
    Session.objects.filter(pk__in=keys).delete()
    return Outcome(removed=places.delete()[1].get("usersessions.UserSession", 0))


def _marks_of(person_id: UUID) -> set[str]:
    from allauth.account.models import EmailAddress

    from boxmalls.accounts.signin.models import User

    marks = {str(person_id), person_id.hex}
    for user in User.objects.filter(person_id=person_id):
        marks |= {str(user.pk), user.pk.hex, user.email}
        marks |= set(EmailAddress.objects.filter(user=user).values_list("email", flat=True))
    return marks


def _visits_naming(marks: set[str]) -> set[str]:
    from django.contrib.sessions.models import Session

    return {session.pk for session in Session.objects.iterator(2000) if _names(session.get_decoded(), marks)}


def _names(kept: dict[str, Any], marks: set[str]) -> bool:
    text = json.dumps(kept, default=str, ensure_ascii=False).lower()
    return any(mark in text for mark in marks)


def forget_notes(person_id: UUID, at: datetime) -> None:
    """From which networks and with which browsers an account is signed in is forgotten; the sessions stay, so that each can be ended."""
    from allauth.usersessions.models import UserSession

    UserSession.objects.filter(user__person_id=person_id).update(ip=NOBODYS_IP, user_agent="", data={})
