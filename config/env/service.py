"""A service of somebody else's that the shop calls: where it is, and the secrets by which it knows us and we know it."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

LOOPBACK = {"localhost", "127.0.0.1"}


@dataclass(frozen=True, slots=True)
class Service:
    """What both sides sign with stands in docs/services.md."""

    address: str
    host: str
    key: str
    secret: str
    events_secret: str


def read_service(url: str, *, carries: str) -> tuple[dict[str, Any], dict[str, str]]:
    """
    Read https://key:secret@host/v1?events=secret: the fields of a service, and what else the address says.

    :param carries: what of people's goes there, so that it does not go in clear text.
    :raises ValueError: in words, when it is not that.
    """
    parts = urlsplit(url)
    said = {name: values[0] for name, values in parse_qs(parts.query).items()}
    events = said.pop("events", "")
    if parts.scheme not in {"http", "https"} or not parts.hostname or not parts.username or not parts.password or not events:
        raise ValueError("must look like https://key:secret@host/v1?events=secret")
    if parts.scheme == "http" and parts.hostname not in LOOPBACK:
        raise ValueError(f"must begin with https://: it carries {carries}")
    where = parts.hostname + (f":{parts.port}" if parts.port else "")
    fields = {
        "address": f"{parts.scheme}://{where}{parts.path.rstrip('/')}",
        "host": parts.hostname,
        "key": unquote(parts.username),
        "secret": unquote(parts.password),
        "events_secret": events,
    }
    return fields, said
