"""Sessions as Django keeps them in the safe: who is signed in by one is read with it, and whom its words name is put beside it."""

from __future__ import annotations

from functools import cache
from typing import Any

from asgiref.sync import sync_to_async
from django.contrib.auth import get_user_model
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import transaction
from django.utils import timezone

from boxmalls.accounts.signin.naming import names_in, note_names
from boxmalls.base.pipeline import Statement, send


class SessionStore(DatabaseStore):
    """A session, and beside it the row of the account that its place of sign-in names."""

    holder: Any = None
    read: tuple[str | None, str] = (None, "")
    """Under which key which packed words were read: whom they name stands beside them already."""

    def load(self) -> dict[str, Any]:
        (found,) = send([question_of_session(self.session_key, timezone.now())], using="safe")
        if not found:
            self._session_key = None
            return {}
        packed, known, *row = found[0]
        self.holder = get_user_model().from_db("safe", _columns(), row) if known else None
        kept: dict[str, Any] = self.decode(packed)
        self.read = self.session_key, packed
        return kept

    def save(self, must_create: bool = False) -> None:
        """Keep the words, and beside them whom they name: both or neither."""
        if self.session_key is None:
            self.create()
            return
        names = names_in(self._get_session(no_load=must_create))
        key, packed = self.read
        if key == self.session_key and not must_create:
            names -= names_in(self.decode(packed))
        with transaction.atomic(using="safe"):
            super().save(must_create=must_create)
            if names:
                note_names(self.session_key, names)

    async def asave(self, must_create: bool = False) -> None:
        """The same, for whoever waits otherwise."""
        await sync_to_async(self.save)(must_create=must_create)


def question_of_session(key: str | None, at: Any) -> Statement:
    """The session of a key that has not run out, with its account."""
    return Statement(_opening(), [key, at])


@cache
def _columns() -> tuple[str, ...]:
    return tuple(field.attname for field in get_user_model()._meta.concrete_fields)


@cache
def _opening() -> str:
    columns = ", ".join(f"u.{name}" for name in _columns())
    return f"""
SELECT s.session_data, u.id IS NOT NULL, {columns} FROM django_session s
  LEFT JOIN usersessions_usersession p ON p.session_key = s.session_key
  LEFT JOIN signin_user u ON u.id = p.user_id
 WHERE s.session_key = %s AND s.expire_date > %s
"""  # noqa: S608 the model's own columns
