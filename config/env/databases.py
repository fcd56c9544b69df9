"""From addresses, or from the credentials of the clusters that we start, to Django's DATABASES."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from urllib.parse import parse_qsl, unquote, urlsplit

from config.env.credentials import Credentials

Role = Literal["app", "owner", "admin"]
DjangoDatabase = dict[str, Any]

CLUSTERS = {"default": "shop", "safe": "safe"}


@dataclass(frozen=True, slots=True)
class Databases:
    """Where the shop's database and the safe are, whoever started them."""

    home: Path
    urls: Mapping[str, str]
    owner_urls: Mapping[str, str]

    def as_role(self, role: Role) -> dict[str, DjangoDatabase]:
        """Django's settings for both databases as this role."""
        return {alias: self._one(alias, role) for alias in CLUSTERS}

    def _one(self, alias: str, role: Role) -> DjangoDatabase:
        if self.urls[alias]:
            owner_url = self.owner_urls[alias] or self.urls[alias]
            return from_url(self.urls[alias] if role == "app" else owner_url)
        credentials = Credentials.read(self.home, CLUSTERS[alias])
        return _settings(
            NAME=credentials.database,
            USER=credentials.user(role),
            PASSWORD=credentials.password(role),
            HOST=credentials.socket,
            PORT="5432",
            OPTIONS={},
        )


def from_url(url: str) -> DjangoDatabase:
    """Take a postgresql:// address apart; what follows the question mark goes to libpq, `host` may be a socket's folder."""
    parts = urlsplit(url)
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    return _settings(
        NAME=unquote(parts.path.lstrip("/")),
        USER=unquote(parts.username or ""),
        PASSWORD=unquote(parts.password or ""),
        HOST=options.pop("host", unquote(parts.hostname or "")),
        PORT=str(options.pop("port", parts.port or 5432)),
        OPTIONS=options,
    )


def _settings(**where: Any) -> DjangoDatabase:
    return {"ENGINE": "boxmalls.base.postgres", **where}
