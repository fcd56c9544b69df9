"""
Visitors: persons whom nobody knows but a signed cookie on their device.

The cookie is set only when there is something to keep for them (a cart), lasts 14 days from the last visit on which something
was kept, and is taken away when they sign in: what was theirs then moves to their account.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from boxmalls.accounts.actions.addresses import use_addresses
from boxmalls.accounts.actions.guests import guests_of
from boxmalls.base.clock import now
from boxmalls.base.web import Request
from boxmalls.privacy.actions.persons import create_person
from boxmalls.privacy.models import Person
from boxmalls.privacy.rights.merging import merge_persons

COOKIE = "visitor"
SALT = "boxmalls.accounts.visitor"
DAYS = 14
SECONDS = DAYS * 24 * 3600


def remember_visitor(request: Request, response: HttpResponse | None = None) -> Person:
    """
    The request's person; a new visitor, if it has none yet.

    Call where something is about to be kept for them. The cookie goes out with the answer by itself; `response` may be given
    where the middleware does not see it.
    """
    person: Person | None = request.person
    if person is None:
        person = create_person(kind=Person.VISITOR, at=now())
        request.person = person
    if not request.user.is_authenticated:
        request.keep_visitor = person.pk  # type: ignore[attr-defined]
        if response is not None:
            set_cookie(response, person.pk)
    return person


def recognise(request: Request, person: Person) -> None:
    """Let this device stand for a person who is not signed in, after they proved who they are."""
    request.person = person
    request.keep_visitor = person.pk  # type: ignore[attr-defined]


def visitor_of(request: HttpRequest) -> Person | None:
    """The visitor or guest whom the cookie names, if the cookie is ours and they are still there. Never an account holder."""
    person_id = read_cookie(request)
    if person_id is None:
        return None
    return Person.objects.filter(pk=person_id, kind__in=(Person.VISITOR, Person.GUEST), merged_into=None, erased_at=None).first()


def read_cookie(request: HttpRequest) -> UUID | None:
    """The person that a cookie of ours names; None for none, for a forged one and for one older than 14 days."""
    text = request.get_signed_cookie(COOKIE, default=None, salt=SALT, max_age=SECONDS)
    try:
        return UUID(hex=text) if text else None
    except ValueError:
        return None


def set_cookie(response: HttpResponse, person_id: UUID) -> None:
    """Put the visitor's cookie on an answer."""
    response.set_signed_cookie(
        COOKIE,
        person_id.hex,
        salt=SALT,
        max_age=SECONDS,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def answer_cookie(request: HttpRequest, response: HttpResponse) -> None:
    """Set, renew or take away the cookie as the request has left things."""
    keep: UUID | None = getattr(request, "keep_visitor", None)
    if keep is not None and COOKIE not in response.cookies:
        set_cookie(response, keep)
    elif keep is None and COOKIE in request.COOKIES and getattr(request, "forget_visitor", False):
        response.delete_cookie(COOKIE, samesite="Lax")


def welcome(request: HttpRequest, visitor: Person | None, person_id: UUID, email: str, *, at: datetime) -> None:
    """
    Somebody signed in: what was kept for the device's visitor becomes theirs, and the visitor's cookie goes.

    A guest who ordered on this device joins only if the account has proven the address of that order: devices are shared.
    """
    person = Person.objects.get(pk=person_id)
    request.person = person  # type: ignore[attr-defined]
    request.keep_visitor = None  # type: ignore[attr-defined]
    request.forget_visitor = True  # type: ignore[attr-defined]
    use_addresses(person_id=person_id, at=at)
    if visitor is not None and (visitor.kind == Person.VISITOR or visitor in guests_of(email)):
        merge_persons(into=person, gone=visitor, proof=f"cookie:{visitor.pk}", at=at)
