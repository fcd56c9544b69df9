"""Whose request this is: the person who is signed in, else the visitor of a signed cookie, else nobody."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from boxmalls.accounts import visitors
from boxmalls.accounts.signin.sessions import note_seen
from boxmalls.base.clock import now
from boxmalls.privacy.models import Person

UNASKED = object()


class WithPerson:
    """
    What a request gains: `person_id` and `person`, worked out when first asked for.

    Without a cookie that costs nothing; signed in it costs the session and the sign-in row, a visitor one row.
    """

    _person: Any = UNASKED
    _person_id: Any = UNASKED

    @property
    def person_id(self) -> UUID | None:
        if self._person_id is UNASKED:
            user = self.user  # type: ignore[attr-defined]
            if user.is_authenticated:
                self._person_id = user.person_id
            else:
                self.person = visitors.visitor_of(self)  # type: ignore[arg-type]
        return self._person_id  # type: ignore[no-any-return]

    @property
    def person(self) -> Person | None:
        person_id = self.person_id
        if self._person is UNASKED:
            self._person = None if person_id is None else Person.objects.filter(pk=person_id).first()
        return self._person  # type: ignore[no-any-return]

    @person.setter
    def person(self, person: Person | None) -> None:
        self._person = person
        self._person_id = None if person is None else person.pk


class PersonMiddleware:
    """Gives each request its person, and keeps or takes away the visitor's cookie."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.__class__ = with_person(type(request))
        response = self.get_response(request)
        visitors.answer_cookie(request, response)
        if request.session.accessed:
            note_seen(request, at=now())
        return response


@cache
def with_person(kind: type[HttpRequest]) -> type[HttpRequest]:
    """A request class of this kind that knows its person."""
    return kind if issubclass(kind, WithPerson) else type(kind.__name__, (WithPerson, kind), {})
