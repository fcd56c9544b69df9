"""Sessions as Django keeps them in the safe; whoever is signed in by one is read with it, in the same journey."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

from boxmalls.base import sql


class SessionStore(DatabaseStore):
    """A session, and beside it the row of the account that its place of sign-in names."""

    holder: Any = None

    def load(self) -> dict[str, Any]:
        found = sql.row(_opening(), [self.session_key, timezone.now()], using="safe")
        if found is None:
            self._session_key = None
            return {}
        packed, *row = found
        model = get_user_model()
        self.holder = model.from_db("safe", _columns(), row) if row[0] is not None else None
        kept: dict[str, Any] = self.decode(packed)
        return kept


@cache
def _columns() -> tuple[str, ...]:
    key = get_user_model()._meta.pk.attname
    return key, *(field.attname for field in get_user_model()._meta.concrete_fields if field.attname != key)


@cache
def _opening() -> str:
    columns = ", ".join(f"u.{name}" for name in _columns())
    return f"""
SELECT s.session_data, {columns} FROM django_session s
  LEFT JOIN usersessions_usersession p ON p.session_key = s.session_key
  LEFT JOIN signin_user u ON u.id = p.user_id
 WHERE s.session_key = %s AND s.expire_date > %s
"""  # noqa: S608 the model's own columns
