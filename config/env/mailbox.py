"""The mailbox that the person in charge is written to."""

from dataclasses import dataclass
from typing import Literal, cast
from urllib.parse import parse_qs, unquote, urlsplit

Tls = Literal["none", "starttls", "tls"]
USUAL_PORTS = {"tls": 993, "starttls": 143, "none": 143}


@dataclass(frozen=True, slots=True)
class Mailbox:
    """An IMAP mailbox; `ca` is a file with the authority that signed the server's certificate, where the system does not know it."""

    host: str
    port: int
    user: str
    password: str
    folder: str = "INBOX"
    tls: Tls = "tls"
    ca: str = ""

    @classmethod
    def parse(cls, url: str) -> "Mailbox":
        """
        Read imaps://user:password@host/folder, or imap://…?tls=starttls.

        :raises ValueError: in words, when it is neither.
        """
        parts = urlsplit(url)
        if parts.scheme not in {"imap", "imaps"} or not parts.hostname or not parts.username:
            raise ValueError("must look like imaps://user:password@host/INBOX")
        asked = parse_qs(parts.query)
        tls = asked.get("tls", ["tls" if parts.scheme == "imaps" else "none"])[0]
        if tls not in USUAL_PORTS:
            raise ValueError("must have tls=none, tls=starttls or tls=tls")
        return cls(
            host=parts.hostname,
            port=parts.port or USUAL_PORTS[tls],
            user=unquote(parts.username),
            password=unquote(parts.password or ""),
            folder=unquote(parts.path.strip("/")) or "INBOX",
            tls=cast(Tls, tls),
            ca=asked.get("ca", [""])[0],
        )
