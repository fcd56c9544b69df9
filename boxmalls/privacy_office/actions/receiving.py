"""A request comes in, on whatever way: written down at once, with its deadline, linked to whoever asks."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from boxmalls.base.ids import public_number
from boxmalls.base.refusals import BadInput
from boxmalls.privacy.actions.persons import create_person
from boxmalls.privacy.collection import collecting
from boxmalls.privacy.laws.calendars import calendar_of
from boxmalls.privacy.laws.deadlines import terms_of
from boxmalls.privacy.models import Person
from boxmalls.privacy.vault import blind
from boxmalls.privacy_office.models import Channel, Kind, Message, Request, Step
from boxmalls.privacy_office.purposes import LETTERS, REQUESTS
from boxmalls.privacy_office.rules import STANDING_START, Verb, acknowledge_by, received
from boxmalls.sites.models import Site

ASKED_EMAIL, ASKED_PHONE = "asked-email", "asked-phone"
"""Kinds of blind entries: whoever gave this address with a request. That proves nothing about whose it is."""


class InTheFuture(BadInput):
    code = "in-the-future"
    words = _("A request cannot have arrived later than now.")


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks, and how to reach them."""

    kind: Kind
    words: str = ""
    name: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    language: str = "en"
    law: str = ""


@dataclass(frozen=True, slots=True)
class Arrival:
    """How and when it arrived; `by` is who wrote it down, where that was staff."""

    channel: Channel
    received_at: datetime
    by: UUID | None = None
    role: str = field(default="person")


def receive_request(*, person: Person | None, asked: Asked, arrival: Arrival, site: Site, at: datetime) -> Request:
    """
    Write a request down and start its clock. Somebody whom we do not know becomes a person of their own, with a key of their own.

    :raises InTheFuture: if it is said to have arrived later than now.
    """
    if arrival.received_at > at:
        raise InTheFuture
    person = person or create_person(kind=Person.VISITOR, at=at)
    request = _write(person, asked, arrival, site, at)
    if asked.email:
        blind.put(person.pk, kind=ASKED_EMAIL, value=asked.email, at=at)
    if asked.phone:
        blind.put(person.pk, kind=ASKED_PHONE, value=blind.fold("phone", asked.phone), at=at)
    return request


@transaction.atomic
def _write(person: Person, asked: Asked, arrival: Arrival, site: Site, at: datetime) -> Request:
    law = asked.law or site.law
    terms, calendar = terms_of(law, asked.kind), calendar_of(law, site.country)
    on = calendar.day_of(arrival.received_at)
    standing = received(terms=terms, calendar=calendar, on=on)
    request = Request(
        number=public_number("PR"),
        person=person,
        kind=asked.kind,
        channel=arrival.channel,
        site_code=site.code,
        law=law,
        country=site.country,
        language=asked.language,
        received_at=arrival.received_at,
        written_at=at,
        received_on=on,
        acknowledge_by=acknowledge_by(terms=terms, calendar=calendar, on=on),
        steps_taken=1,
        **{name: getattr(asked, name) or None for name in ("name", "email", "phone", "address")},
        asked=asked.words or None,
    )
    request.take(standing)
    with collecting(REQUESTS, person=person, at=at):
        request.save(force_insert=True)
        Step.objects.create(
            request=request, person=person, number=1, verb=Verb.RECEIVE, before=STANDING_START, after=standing.state,
            due_before=standing.due_on, due_after=standing.due_on, actor_id=arrival.by, actor_role=arrival.role, at=at,
        )  # fmt: skip
    if asked.words:
        with collecting(LETTERS, person=person, at=at):
            Message.objects.create(request=request, person=person, ours=False, channel=arrival.channel, words=asked.words, at=arrival.received_at)
    return request
