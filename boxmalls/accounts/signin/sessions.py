"""Where an account is signed in: a list for its owner, and how each place is ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from allauth.account.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session
from django.http import HttpRequest

from boxmalls.accounts.personal_data import SAFE_SESSIONS
from boxmalls.accounts.signin.erasing import NOBODYS_IP
from boxmalls.privacy.choices import refuses
from boxmalls.privacy.register import Category
from boxmalls.privacy.restriction import may_use

SEEN_KEY = "seen_at"
NOTED_EVERY = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Place:
    """One browser in which an account is signed in."""

    id: int
    browser: str
    system: str
    network: str
    since_at: datetime
    seen_at: datetime
    here: bool


def note_seen(request: HttpRequest, *, at: datetime) -> None:
    """Note that a signed-in browser was here; written at most every ten minutes, so that reading pages does not write."""
    key = request.session.session_key
    if not key or "_auth_user_id" not in request.session or is_noted(request.session, at):
        return
    person_id = getattr(request, "person_id", None)
    seen = {} if refuses(person_id, SAFE_SESSIONS, Category.ACCESS) else {"last_seen_at": at}
    found = UserSession.objects.filter(session_key=key)
    if has_objected_to_notes(person_id):
        found.update(ip=NOBODYS_IP, user_agent="")
    else:
        found.update(ip=get_adapter().get_client_ip(request), **seen)
    request.session[SEEN_KEY] = int(at.timestamp())


def is_noted(session: SessionBase, at: datetime) -> bool:
    """Whether it was noted within the last ten minutes that this browser was here."""
    noted = session.get(SEEN_KEY)
    return noted is not None and at - datetime.fromtimestamp(noted, UTC) < NOTED_EVERY


def has_objected_to_notes(person_id: UUID | None) -> bool:
    """Whether the person does not want us to keep from where and with what they are signed in."""
    return not may_use(person_id, SAFE_SESSIONS)


def places_of(user_id: UUID, current_key: str | None, *, at: datetime) -> list[Place]:
    """Where an account is signed in now, this browser first. Two queries."""
    rows = list(UserSession.objects.filter(user_id=user_id).select_related("user"))
    living = set(Session.objects.filter(session_key__in=[row.session_key for row in rows], expire_date__gt=at).values_list("pk", flat=True))
    person_id = rows[0].user.person_id if rows else None
    noted = not has_objected_to_notes(person_id)
    places = [_place(row, current_key, noted=noted) for row in rows if row.session_key in living]
    return sorted(places, key=lambda place: (not place.here, -place.seen_at.timestamp()))


def end_place(user_id: UUID, place_id: int) -> bool:
    """Sign one browser of an account out; False if it is not one of theirs."""
    row = UserSession.objects.filter(user_id=user_id, pk=place_id).first()
    if row is None:
        return False
    row.end()
    return True


def end_places(user_id: UUID, *, but: str | None = None) -> int:
    """Sign all browsers of an account out, but the one with that key; returns how many."""
    rows = [row for row in UserSession.objects.filter(user_id=user_id) if row.session_key != but]
    for row in rows:
        row.end()
    return len(rows)


def _place(row: UserSession, current_key: str | None, *, noted: bool) -> Place:
    browser, system = read_user_agent(row.user_agent) if noted else ("", "")
    network = row.ip if noted and row.ip != NOBODYS_IP else ""
    return Place(row.pk, browser, system, network, row.created_at, row.last_seen_at, row.session_key == current_key)


BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"), ("FxiOS", "Firefox"))
BROWSERS += (("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("Linux", "Linux"))


def read_user_agent(text: str) -> tuple[str, str]:
    """The names of browser and system that a person would use, as far as the browser tells; empty where it does not."""
    browser = next((name for mark, name in BROWSERS if mark in text), "")
    system = next((name for mark, name in SYSTEMS if mark in text), "")
    return browser, system
