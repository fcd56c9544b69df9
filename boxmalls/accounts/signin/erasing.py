"""Ending what the safe holds of an account that the register cannot reach by itself: sessions name nobody in a column."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from boxmalls.privacy.rights.outcome import Outcome


NOBODYS_IP = "0.0.0.0"  # noqa: S104


def erase_sessions(person_id: UUID, at: datetime) -> Outcome:
    """
    End every place where the account is signed in, and every visit in which it was about to be.

    Somebody who never finished signing up, or asked for a new password, stands in a visit by address. May run twice.
    """
    from allauth.usersessions.models import UserSession
    from django.contrib.sessions.models import Session

    from boxmalls.accounts.signin.naming import sessions_naming
    from boxmalls.privacy.rights.outcome import Outcome

    places = UserSession.objects.filter(user__person_id=person_id)
    keys = set(places.values_list("session_key", flat=True)) | sessions_naming(_names_of(person_id))
    Session.objects.filter(pk__in=keys).delete()
    return Outcome(removed=places.delete()[1].get("usersessions.UserSession", 0))


def _names_of(person_id: UUID) -> set[str]:
    from allauth.account.models import EmailAddress

    from boxmalls.accounts.signin.models import User

    names = {str(person_id)}
    for user in User.objects.filter(person_id=person_id):
        names |= {str(user.pk), user.email}
        names |= set(EmailAddress.objects.filter(user=user).values_list("email", flat=True))
    return names


def forget_notes(person_id: UUID, at: datetime) -> None:
    """From which networks and with which browsers an account is signed in is forgotten; the sessions stay, so that each can be ended."""
    from allauth.usersessions.models import UserSession

    UserSession.objects.filter(user__person_id=person_id).update(ip=NOBODYS_IP, user_agent="", data={})
