"""Arrays as PostgreSQL writes them: one text is made and sent several times as quickly as a list of values, each with its type."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

PLAIN = (UUID, int, date, datetime)


def array(values: Iterable[Any]) -> str:
    """
    Numbers, ids, texts, bytes, truth values, days and times, or None, as one text. The statement says what they are: `%s::uuid[]`.

    :raises TypeError: for a value of any other kind.
    """
    return f"{{{','.join(map(_element, values))}}}"


def _element(value: Any) -> str:
    if isinstance(value, str):
        return f'"{value.replace("\\", "\\\\").replace('"', '\\"')}"'
    if value is None:
        return "NULL"
    if isinstance(value, bytes):
        return f'"\\\\x{value.hex()}"'
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, PLAIN):
        return f'"{value}"'
    raise TypeError(type(value))
