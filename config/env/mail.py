"""How mail leaves the shop."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast
from urllib.parse import parse_qs, unquote, urlsplit

Tls = Literal["none", "starttls", "tls"]


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail server, or the folder that takes its place while trying the shop out."""

    folder: Path | None = None
    host: str = ""
    port: int = 25
    user: str = ""
    password: str = ""
    tls: Tls = "none"

    @classmethod
    def parse(cls, url: str) -> "Mail":
        """
        Read smtp://user:password@host:587?tls=starttls or file:///folder.

        :raises ValueError: in words, when it is neither.
        """
        parts = urlsplit(url)
        if parts.scheme == "file" and parts.path:
            return cls(folder=Path(unquote(parts.path)))
        if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
            raise ValueError("must look like smtp://user:password@host:587?tls=starttls, or file:///folder")
        usual: Tls = "tls" if parts.scheme == "smtps" else "none"
        tls = parse_qs(parts.query).get("tls", [usual])[0]
        if tls not in {"none", "starttls", "tls"}:
            raise ValueError("must have tls=none, tls=starttls or tls=tls")
        return cls(
            host=parts.hostname,
            port=parts.port or {"tls": 465, "starttls": 587}.get(tls, 25),
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            tls=cast(Tls, tls),
        )
