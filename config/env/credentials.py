"""How to reach the two clusters that the shop starts itself: one private file for each, made by their launcher."""

import json
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from config.env.secrets import SecretFile

USERS = {"app": "boxmalls_app", "owner": "boxmalls_owner", "admin": "boxmalls_admin"}


@dataclass(frozen=True, slots=True)
class Credentials:
    """One cluster: the folder of its socket, its database, and a password for each of its three roles."""

    socket: str
    database: str
    passwords: dict[str, str]

    @classmethod
    def make(cls, *, socket: Path, database: str) -> "Credentials":
        """New passwords for a new cluster."""
        return cls(socket=str(socket), database=database, passwords={role: secrets.token_urlsafe(32) for role in USERS})

    @classmethod
    def read(cls, home: Path, cluster: str) -> "Credentials":
        """Those of this shop; before its first start, credentials that open nothing, so that checks run without a database."""
        path = cls.path(home, cluster)
        if not path.exists():
            return cls(socket=str(home / "run" / cluster), database="boxmalls", passwords=dict.fromkeys(USERS, ""))
        return cls(**json.loads(SecretFile(path).read()))

    def write(self, home: Path, cluster: str) -> None:
        """Keep them where only the account that runs the shop can read them."""
        SecretFile(self.path(home, cluster)).write(json.dumps(asdict(self), indent=2))

    @staticmethod
    def path(home: Path, cluster: str) -> Path:
        """The file of one cluster."""
        return home / "secrets" / f"{cluster}-database.json"

    def user(self, role: str) -> str:
        """The name of a role in PostgreSQL."""
        return USERS[role]

    def password(self, role: str) -> str:
        """The password of a role."""
        return self.passwords[role]
