"""The service that stands between telephones."""

from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

LOOPBACK = {"localhost", "127.0.0.1"}


@dataclass(frozen=True, slots=True)
class PhoneLine:
    """Where it is, and the secrets by which it knows us and we know it."""

    address: str
    host: str
    key: str
    secret: str
    events_secret: str

    @classmethod
    def parse(cls, url: str) -> "PhoneLine":
        """
        Read https://key:secret@host/v1?events=secret.

        :raises ValueError: in words, when it is not that.
        """
        parts = urlsplit(url)
        events = parse_qs(parts.query).get("events", [""])[0]
        if parts.scheme not in {"http", "https"} or not parts.hostname or not parts.username or not parts.password or not events:
            raise ValueError("must look like https://key:secret@host/v1?events=secret")
        if parts.scheme == "http" and parts.hostname not in LOOPBACK:
            raise ValueError("must begin with https://: it carries people's telephone numbers")
        where = parts.hostname + (f":{parts.port}" if parts.port else "")
        return cls(f"{parts.scheme}://{where}{parts.path.rstrip('/')}", parts.hostname, unquote(parts.username), unquote(parts.password), events)
