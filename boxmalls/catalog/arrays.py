"""Whole columns as one parameter each, for statements that take thousands of rows at once."""

from collections.abc import Iterable, Sequence
from typing import Any


def array(values: Iterable[Any]) -> str:
    """
    A column as PostgreSQL writes an array; the statement names its type: `%s::uuid[]`.

    Several times as quick as handing the driver a list, which looks at each value's type anew.
    """
    return "{" + ",".join([_element(value) for value in values]) + "}"


def columns(rows: Sequence[tuple[Any, ...]]) -> list[str]:
    """Rows turned into columns."""
    return [array(column) for column in zip(*rows, strict=True)]


def _element(value: Any) -> str:
    if value is None:
        return "NULL"
    if type(value) is int:
        return str(value)
    if type(value) is str:
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return f'"{value}"'
