"""A mailbox over IMAP (RFC 9051): what is new in it, and one mail after the other. Reading changes nothing but the mark `seen`."""

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from boxmalls.base.refusals import Unavailable
from config.env.mailbox import Mailbox

WAITS_S = 20


class MailboxDoesNotAnswer(Unavailable):
    code = "mailbox-unavailable"


@dataclass(frozen=True, slots=True)
class Arrived:
    """A mail as the server has it: when it came in there, and its bytes, or only its head where it is too large."""

    uid: int
    at: datetime
    raw: bytes
    whole: bool


class Box:
    """An open mailbox."""

    def __init__(self, connection: imaplib.IMAP4, name: str, uid_validity: int) -> None:
        self._connection = connection
        self.name = name
        self.uid_validity = uid_validity

    def after(self, uid: int) -> list[int]:
        """The numbers of mails that came after one, in order."""
        answer = self._ask("SEARCH", f"UID {uid + 1}:*")
        numbers = [int(number) for part in answer if isinstance(part, bytes) for number in part.split()]
        return sorted(number for number in numbers if number > uid)

    def fetch(self, uid: int, most_bytes: int) -> Arrived | None:
        """One mail; None if it is gone. Of one that is too large only the head is fetched."""
        told = b" ".join(part for part in self._ask("FETCH", str(uid), "(RFC822.SIZE INTERNALDATE)") if isinstance(part, bytes))
        size = re.search(rb"RFC822\.SIZE (\d+)", told)
        if size is None:
            return None
        whole = int(size.group(1)) <= most_bytes
        answer = self._ask("FETCH", str(uid), "(BODY.PEEK[])" if whole else "(BODY.PEEK[HEADER])")
        raw = next((part[1] for part in answer if isinstance(part, tuple)), None)
        return None if raw is None else Arrived(uid, _moment(told), raw[:most_bytes], whole)

    def mark(self, uid: int) -> None:
        """Mark as seen, for whoever opens the mailbox by hand. If that fails nothing is lost."""
        with suppress(imaplib.IMAP4.error, OSError):
            self._connection.uid("STORE", str(uid), "+FLAGS", "(\\Seen)")

    def delete(self, uid: int) -> None:
        """Take it out of the mailbox for good. If that fails it is fetched again and known, so nothing is done twice."""
        with suppress(imaplib.IMAP4.error, OSError):
            self._connection.uid("STORE", str(uid), "+FLAGS", "(\\Deleted)")
            self._connection.expunge()

    def _ask(self, *command: str) -> list[bytes | tuple[bytes, bytes] | None]:
        status, answer = self._connection.uid(*command)
        if status != "OK":
            raise MailboxDoesNotAnswer
        return answer


@contextmanager
def open_box(mailbox: Mailbox) -> Iterator[Box]:
    """
    Sign in, open the folder, and leave again.

    :raises MailboxDoesNotAnswer: if any of that fails; which is tried again a minute later.
    """
    try:
        connection = _connect(mailbox)
    except (OSError, imaplib.IMAP4.error) as trouble:
        raise MailboxDoesNotAnswer from trouble
    try:
        connection.login(mailbox.user, mailbox.password)
        status, _count = connection.select(f'"{mailbox.folder}"')
        validity = connection.response("UIDVALIDITY")[1]
        if status != "OK" or not validity or validity[0] is None:
            raise MailboxDoesNotAnswer
        name = sha256(f"{mailbox.host}\0{mailbox.user}\0{mailbox.folder}".encode()).hexdigest()
        yield Box(connection, name, int(validity[0]))
    except (OSError, imaplib.IMAP4.error) as trouble:
        raise MailboxDoesNotAnswer from trouble
    finally:
        with suppress(imaplib.IMAP4.error, OSError):
            connection.logout()


def _connect(mailbox: Mailbox) -> imaplib.IMAP4:
    context = ssl.create_default_context(cafile=mailbox.ca or None)
    if mailbox.tls == "tls":
        return imaplib.IMAP4_SSL(mailbox.host, mailbox.port, ssl_context=context, timeout=WAITS_S)
    connection = imaplib.IMAP4(mailbox.host, mailbox.port, timeout=WAITS_S)
    if mailbox.tls == "starttls":
        connection.starttls(context)
    return connection


def _moment(told: bytes) -> datetime:
    """When the server took the mail: its own clock, not what the sender says."""
    found = imaplib.Internaldate2tuple(told)
    if found is None:
        return datetime.now(UTC)
    import time

    return datetime.fromtimestamp(time.mktime(found), UTC)
