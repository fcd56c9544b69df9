"""
A tap on whatever leaves the house: every letter that a mail server receives, every wish that a service is told, every connection that is opened,
every page of a seller's desk.

Each canary is a value that stands nowhere else, with its person and the word that the ledger of disclosures has for it. A letter is looked at
before it goes: its row has to be there by then.
"""

import re
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.core.mail import EmailMessage
from django.test import Client
from django.urls import resolve

from boxmalls.base.signed import SignedService
from boxmalls.orders.telling import courier_code
from boxmalls.privacy.models import Disclosure
from config.env.courier import CourierService
from tests.courier_peer import CourierPeer
from tests.phone_peer import Peer
from tests.post import PostOffice

MAIL_SERVER = "mail-server"
MARKS = re.compile("[\u200b-\u200f\u2060-\u2064\ufeff]")


@dataclass(frozen=True, slots=True)
class Canary:
    """A value, the word for it, and whose it is."""

    value: str
    what: str
    person_id: UUID


@dataclass
class Tap:
    """What left, to whom; what had no row when it did; where connections went; which addresses of the desk were opened; what a recipient had told us."""

    office: PostOffice
    peer: Peer
    courier: CourierPeer
    canaries: list[Canary] = field(default_factory=list)
    caught: dict[str, set[Canary]] = field(default_factory=dict)
    late: list[tuple[str, Canary]] = field(default_factory=list)
    connected: set[int] = field(default_factory=set)
    opened: set[str] = field(default_factory=set)
    desks: dict[int, UUID] = field(default_factory=dict)
    told_us: set[tuple[str, str]] = field(default_factory=set)
    sent: int = 0
    packer: Any = None

    def put(self, person_id: UUID, **values: str) -> None:
        """Let these values be somebody's; a name is the word for it, with `_` for a space."""
        self.canaries += [Canary(value, what.rstrip("0123456789").replace("_", " "), person_id) for what, value in values.items()]

    def catch(self, recipient: str, left: str) -> set[Canary]:
        """Something left."""
        plain = MARKS.sub("", left)
        found = {canary for canary in self.canaries if canary.value in plain}
        self.caught.setdefault(recipient, set()).update(found)
        return found

    def gather(self) -> None:
        """What the other side has: every letter at the mail server, everything that the phone relay and the courier were told."""
        self.catch("phone-relay", b"".join(self.peer.told).decode())
        self.catch(courier_code(self.courier.service.name), b"".join(self.courier.told).decode("unicode_escape"))
        for letter in self.office.arrived:
            self.catch(MAIL_SERVER, text_of(letter))
        assert len(self.office.arrived) == self.sent, "What the mail server has is what went by the tap."
        assert self.connected <= {self.office.port, *(urlsplit(each.address).port for each in (self.peer.line, self.courier.service))}, (
            "Nothing else was connected to."
        )

    def missing(self, recipient: str, found: set[Canary]) -> Iterator[tuple[str, Canary]]:
        """Values that left without a row that names them."""
        for canary in found:
            if canary.what not in words_told(canary.person_id, recipient):
                yield recipient, canary

    def without_a_row(self) -> list[tuple[str, Canary]]:
        """Everything that left by any way and has no row."""
        left = [each for recipient, found in self.caught.items() for each in self.missing(recipient, found)]
        return [(recipient, canary) for recipient, canary in left if (recipient, canary.value) not in self.told_us]

    def without_a_capture(self, person_id: UUID) -> list[tuple[str, str]]:
        """What the ledger says that a recipient was given, and was not."""
        known = {canary.what for canary in self.canaries if canary.person_id == person_id}
        rows = Disclosure.objects.filter(person_id=person_id).values_list("recipient", "what")
        told = {(who, word) for who, what in rows for word in what.split(", ") if word in known}
        return sorted(told - {(who, each.what) for who, found in self.caught.items() for each in found if each.person_id == person_id})


def words_told(person_id: UUID, recipient: str) -> set[str]:
    """The kinds of things that the ledger names for a recipient; a name is also a first name, a copy of a thing the thing."""
    rows = Disclosure.objects.filter(person_id=person_id, recipient=recipient).values_list("what", flat=True)
    words = {word.strip() for row in rows for word in row.split(",")}
    return words | {wider for narrow, wider in (("name", "first name"), ("what was written", "what you wrote")) if narrow in words}


def text_of(letter: Any) -> str:
    """All that is in a letter, read: its heads and every part."""
    parts = [part.get_content() for part in letter.walk() if not part.is_multipart()]
    return "\n".join(
        [*(f"{name}: {value}" for name, value in letter.items()), *(part if isinstance(part, str) else part.decode("utf-8", "replace") for part in parts)]
    )


def open_tap(monkeypatch: Any, office: PostOffice, peer: Peer, courier: CourierPeer) -> Tap:
    """Put the tap on mail, services, sockets and desks until the test ends."""
    tap = Tap(office, peer, courier)
    send, connect, ask, ask_service = EmailMessage.send, socket.socket.connect, Client.request, SignedService.ask

    def sending(self: EmailMessage, *given: Any, **more: Any) -> Any:
        found = tap.catch(MAIL_SERVER, f"{self.message().as_string()}\n{self.subject}\n{self.body}\n{' '.join(self.to)}")
        tap.late += tap.missing(MAIL_SERVER, found)
        tap.sent += 1
        return send(self, *given, **more)

    def asking_service(self: SignedService, *given: Any, **more: Any) -> bytes:
        service = self._service
        recipient = courier_code(service.name) if isinstance(service, CourierService) else "phone-relay"
        tap.late += tap.missing(recipient, tap.catch(recipient, str(more.get("told"))))
        return ask_service(self, *given, **more)

    def connecting(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            tap.connected.add(address[1])
        connect(self, address)

    def asking(self: Client, **request: Any) -> Any:
        answer = ask(self, **request)
        if str(request["PATH_INFO"]).startswith("/seller/") and id(self) in tap.desks:
            tap.opened.add(resolve(request["PATH_INFO"]).route)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            tap.catch(f"seller:{tap.desks[id(self)]}", body.decode("utf-8", "replace"))
        return answer

    monkeypatch.setattr(EmailMessage, "send", sending)
    monkeypatch.setattr(SignedService, "ask", asking_service)
    monkeypatch.setattr(socket.socket, "connect", connecting)
    monkeypatch.setattr(Client, "request", asking)
    return tap
