"""Which database a table lives in: keys and the sign-in library's tables in the safe, all else in the shop."""

from typing import Any

from django.db.models import Model

SAFE_APPS = frozenset({"vault", "rights", "signin", "account", "socialaccount", "usersessions", "mfa", "sessions", "auth", "contenttypes", "admin"})


def database_of(app_label: str) -> str:
    """`safe` or `default`."""
    return "safe" if app_label in SAFE_APPS else "default"


class SafeRouter:
    """Sends each model to its cluster and lets nothing cross."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str:
        return database_of(model._meta.app_label)

    db_for_write = db_for_read

    def allow_relation(self, one: Model, other: Model, **hints: Any) -> bool:
        return database_of(one._meta.app_label) == database_of(other._meta.app_label)

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == database_of(app_label)
