"""The one door through which a request moves: the rules decide, a step says why, and the request follows."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from boxmalls.privacy.collection import collecting
from boxmalls.privacy.laws.calendars import Calendar, calendar_of
from boxmalls.privacy.laws.deadlines import Terms, terms_of
from boxmalls.privacy.models import Person
from boxmalls.privacy_office.actions.withholding import preserve
from boxmalls.privacy_office.models import Request, Step
from boxmalls.privacy_office.models.request import STANDING
from boxmalls.privacy_office.purposes import REQUESTS
from boxmalls.privacy_office.refusals import NoSuchRequest
from boxmalls.privacy_office.rules import Told, Verb, step

MOVES = {Verb.PROVE: "clock-stood-still", Verb.START: "clock-stood-still", Verb.CLARIFY: "clock-stood-still", Verb.AGREE_FEE: "clock-stood-still"}


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does it: the person themselves, staff by their number, or the shop itself."""

    id: UUID | None
    role: str


THE_SHOP = Actor(None, "system")


def terms_for(request: Request) -> tuple[Terms, Calendar]:
    """The law and the calendar of a request."""
    return terms_of(request.law, request.kind), calendar_of(request.law, request.country)


def today_of(request: Request, at: datetime) -> date:
    """The day that it is where the request's law applies."""
    return terms_for(request)[1].day_of(at)


@transaction.atomic
def take_step(*, request_id: UUID, verb: Verb, told: Told, actor: Actor, at: datetime, beside: Callable[[Request], None] | None = None) -> Request:
    """
    Move a request, and write down who did it and why; what is done `beside` is done in the same transaction, or not at all.

    :raises NoSuchRequest: if there is none.
    :raises Refusal: as the rules say; then nothing has changed.
    """
    request = Request.objects.select_for_update().filter(pk=request_id).first()
    if request is None:
        raise NoSuchRequest
    terms, calendar = terms_for(request)
    before = request.standing
    after = step(before, verb, told, terms=terms, calendar=calendar, on=calendar.day_of(at))
    code = told.code or (MOVES.get(verb, str(verb)) if after.due_on != before.due_on else "")
    request.take(after)
    request.steps_taken += 1
    with collecting(REQUESTS, person=request.person_id, at=at):
        Step.objects.create(
            request=request, person_id=request.person_id, number=request.steps_taken, verb=verb, before=before.state, after=after.state,
            due_before=before.due_on, due_after=after.due_on, code=code, reason=_said(request, told.reason),
            actor_id=actor.id, actor_role=actor.role, at=at,
        )  # fmt: skip
        request.save(update_fields=[*STANDING, "steps_taken"])
    preserve(request=request, verb=verb, code=told.code, reason=told.reason, at=at)
    if beside is not None:
        beside(request)
    return request


def _said(request: Request, reason: str) -> str | None:
    """The reason, unless the person is erased and nothing can be sealed for them any more."""
    gone = Person.objects.filter(pk=request.person_id).exclude(erased_at=None).exists()
    return None if gone or not reason else reason


def told(reason: str = "", **more: object) -> Told:
    """What is said with a verb."""
    return replace(Told(reason=reason), **more)  # type: ignore[arg-type]
