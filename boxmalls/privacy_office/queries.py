"""Reading the register."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from boxmalls.privacy.laws.deadlines import house_days
from boxmalls.privacy_office.actions.stepping import today_of
from boxmalls.privacy_office.models import Request
from boxmalls.privacy_office.rules import OPEN

WEEK, MONTH = 7, 30


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many requests are open, due soon, and late; how many are not confirmed in time."""

    open: int
    soon: int
    late: int
    unconfirmed: int


def queue(*, everything: bool = False, kind: str = "", limit: int = 200) -> list[Request]:
    """Requests by deadline: those that are open, or all. Nothing about who asks is read."""
    found = Request.objects.defer("asked", "name", "email", "phone", "address")
    found = found if everything else found.filter(state__in=OPEN)
    found = found.filter(kind=kind) if kind else found
    return list(found.order_by(*(("-received_at", "id") if everything else ("due_on", "id")))[:limit])


def waiting(*, at: datetime) -> Waiting:
    """The figures of the desk."""
    found = list(open_requests())
    days = [(request, request.standing, today_of(request, at)) for request in found]
    return Waiting(
        open=len(found),
        soon=sum(0 <= standing.days_left(today) <= house_days("due_soon") for _request, standing, today in days),
        late=sum(standing.is_overdue(today) for _request, standing, today in days),
        unconfirmed=sum(request.acknowledged_on is None and request.acknowledge_by < today for request, _standing, today in days),
    )


def ages_of_open(*, at: datetime) -> tuple[int, int, int]:
    """How many open requests came within a week, within a month, and before."""
    days = [(today_of(request, at) - request.received_on).days for request in open_requests()]
    return sum(age <= WEEK for age in days), sum(WEEK < age <= MONTH for age in days), sum(age > MONTH for age in days)


def open_requests() -> "QuerySet[Request]":
    """All that wait for something."""
    return Request.objects.filter(state__in=OPEN).defer("asked", "name", "email", "phone", "address").order_by("due_on", "id")


def requests_of(person_id: UUID) -> "QuerySet[Request]":
    """A person's requests, the latest first."""
    return Request.objects.filter(person_id=person_id).order_by("-received_at", "-id")


def due_soon(*, at: datetime) -> Iterable[tuple[Request, int]]:
    """Open requests that are late or soon will be, with the days that are left."""
    for request in open_requests():
        left = request.standing.days_left(today_of(request, at))
        if left <= house_days("due_soon"):
            yield request, left
