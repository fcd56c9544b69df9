"""Requests for tests, made through the front door."""

from datetime import datetime

from boxmalls.base.clock import now
from boxmalls.privacy.models import Person
from boxmalls.privacy_office.actions.proving import prove_by_account
from boxmalls.privacy_office.actions.receiving import Arrival, Asked, receive_request
from boxmalls.privacy_office.actions.stepping import Actor
from boxmalls.privacy_office.models import Channel, Kind, Request
from boxmalls.sites.queries import site


def make_request(
    person: Person | None = None,
    kind: str = Kind.ACCESS,
    *,
    channel: str = Channel.PAGE,
    site_code: str = "eu",
    at: datetime | None = None,
    law: str = "",
    language: str = "en",
    words: str = "Tell me what you hold about me, please.",
    email: str = "",
    phone: str = "",
) -> Request:
    """Somebody asks; a stranger, if nobody is named."""
    at = at or now()
    asked = Asked(kind=Kind(kind), words=words, language=language, email=email, phone=phone, law=law)
    return receive_request(person=person, asked=asked, arrival=Arrival(Channel(channel), at), site=site(site_code), at=at)


def make_proven_request(person: Person, kind: str = Kind.ACCESS, *, at: datetime | None = None, **more: str) -> Request:
    """Somebody who is signed in asks; work can begin."""
    at = at or now()
    request = make_request(person, kind, at=at, **more)
    return prove_by_account(request=request, person=person, at=at)


def staff_actor(person: Person) -> Actor:
    """The person in charge, as whoever acts."""
    return Actor(person.pk, "staff")
