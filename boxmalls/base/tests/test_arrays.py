from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from boxmalls.base import sql
from boxmalls.base.arrays import array

ID = UUID("01930000-0000-7000-8000-000000000001")
KINDS = {
    "text": ["plain", "", "NULL", 'a "quoted" one', "back\\slash", "{braces, commas}", "'; DROP TABLE x; --", "漢字", "two\nlines", " ends ", None],
    "uuid": [ID, None],
    "bytea": [b"", b'\x00\xff\\"{}', None],
    "bigint": [0, -1, 2**62, None],
    "boolean": [True, False, None],
    "date": [date(2026, 11, 22), None],
    "timestamptz": [datetime(2026, 11, 22, 12, 30, 1, 5, tzinfo=UTC), None],
}


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS)
def test_an_array_arrives_as_it_was(kind: str) -> None:
    values = KINDS[kind]
    found = sql.rows(f"SELECT a.value FROM unnest(%s::{kind}[]) WITH ORDINALITY AS a (value, place) ORDER BY a.place", [array(values)])
    assert [row[0] for row in found] == values
    assert sql.row(f"SELECT cardinality(%s::{kind}[])", [array([])]) == (0,)


def test_what_it_does_not_know_is_refused() -> None:
    with pytest.raises(TypeError):
        array([object()])
