"""A post office on this machine: takes by SMTP whatever a shop sends, and keeps it in order."""

import logging
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any


@dataclass(slots=True)
class PostOffice:
    """Every letter that arrived, oldest first."""

    port: int
    arrived: list[EmailMessage] = field(default_factory=list)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        """Take a letter (called by the mail server)."""
        self.arrived.append(message_from_bytes(envelope.content, policy=policy.SMTP))  # type: ignore[arg-type]
        return "250 taken"

    @property
    def url(self) -> str:
        """What EMAIL_URL says."""
        return f"smtp://127.0.0.1:{self.port}?tls=none"

    def letters(self, to: str) -> list[EmailMessage]:
        """The letters to somebody."""
        return [letter for letter in self.arrived if to.casefold() in str(letter["To"]).casefold()]

    def wait_for(self, to: str, which: Callable[[EmailMessage], Any] = bool, *, within: float = 400) -> EmailMessage:
        """The latest letter to somebody of which this is true, when it has come."""
        until = time.monotonic() + within
        while True:
            found = [letter for letter in self.letters(to) if which(letter)]
            if found:
                return found[-1]
            if time.monotonic() > until:
                raise AssertionError(f"No such letter came to {to}; there are {[str(each['Subject']) for each in self.letters(to)]}.")
            time.sleep(0.2)


def words_of(letter: EmailMessage) -> str:
    """What is written in a letter."""
    body = letter.get_body(("plain",))
    return body.get_content() if body else ""


@contextmanager
def open_post_office() -> Iterator[PostOffice]:
    """A post office for as long as the block."""
    from aiosmtpd.controller import Controller

    logging.getLogger("mail.log").setLevel(logging.WARNING)

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        office = PostOffice(free.getsockname()[1])
    controller = Controller(office, hostname="127.0.0.1", port=office.port)
    controller.start()
    try:
        yield office
    finally:
        controller.stop()
