"""Filling the tree of categories from the shipped taxonomy."""

import csv
import gzip
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.utils.text import slugify

from boxmalls.catalog.arrays import columns

DATA = Path(__file__).parent.parent / "data"
WRITTEN_IN = ("en", "zh-hant", "zh-hans", "ja")

CATEGORIES = """
INSERT INTO catalog_category (id, parent_id, level, position, path, names, slug)
SELECT id, parent_id, level, position, string_to_array(path, ' '), names, slug
  FROM unnest(%s::text[], %s::text[], %s::int[], %s::int[], %s::text[], %s::jsonb[], %s::text[])
    AS given (id, parent_id, level, position, path, names, slug)
ON CONFLICT (id) DO UPDATE SET parent_id = excluded.parent_id, level = excluded.level, position = excluded.position,
       path = excluded.path, names = excluded.names, slug = excluded.slug
 WHERE (catalog_category.position, catalog_category.path, catalog_category.names)
       IS DISTINCT FROM (excluded.position, excluded.path, excluded.names)
"""
ATTRIBUTES = """
INSERT INTO catalog_attribute (id, handle, names)
SELECT * FROM unnest(%s::int[], %s::text[], %s::jsonb[])
ON CONFLICT (id) DO UPDATE SET handle = excluded.handle, names = excluded.names
 WHERE (catalog_attribute.handle, catalog_attribute.names) IS DISTINCT FROM (excluded.handle, excluded.names)
"""
VALUES = """
INSERT INTO catalog_attributevalue (id, attribute_id, position, handle, names)
SELECT * FROM unnest(%s::int[], %s::int[], %s::int[], %s::text[], %s::jsonb[])
ON CONFLICT (id) DO UPDATE SET position = excluded.position, handle = excluded.handle, names = excluded.names
 WHERE (catalog_attributevalue.handle, catalog_attributevalue.names) IS DISTINCT FROM (excluded.handle, excluded.names)
"""
DESCRIBED_BY = """
INSERT INTO catalog_categoryattribute (category_id, attribute_id, position)
SELECT given.category_id, attribute.id, given.position
  FROM unnest(%s::text[], %s::text[], %s::int[]) AS given (category_id, handle, position)
  JOIN catalog_attribute attribute USING (handle)
ON CONFLICT (category_id, attribute_id) DO NOTHING
"""


@transaction.atomic
def load_taxonomy() -> int:
    """Load or renew the shipped taxonomy; returns the number of categories. Loading it again changes nothing."""
    categories = list(_categories())
    with gzip.open(DATA / "attributes.jsonl.gz", "rt", encoding="utf-8") as lines:
        attributes = [json.loads(line) for line in lines]
    _insert(CATEGORIES, (row[:7] for row in categories))
    _insert(
        ATTRIBUTES,
        ((number, handle, _names(names)) for number, handle, *names, _values in attributes),
    )
    _insert(VALUES, _values(attributes))
    _insert(
        DESCRIBED_BY,
        ((row[0], handle, n) for row in categories for n, handle in enumerate(row[7].split("|")) if handle),
    )
    return len(categories)


def malay_names() -> dict[str, str]:
    """Malay names, for the categories that have one. The taxonomy itself has none; these are ours."""
    with (DATA / "names_ms.csv").open(encoding="utf-8", newline="") as lines:
        return {row["id"]: row["ms"] for row in csv.DictReader(lines)}


def _categories() -> Iterator[tuple[Any, ...]]:
    malay = malay_names()
    paths: dict[str, list[str]] = {}
    with gzip.open(DATA / "categories.csv.gz", "rt", encoding="utf-8", newline="") as lines:
        for position, row in enumerate(csv.DictReader(lines)):
            path = paths[row["id"]] = [*paths.get(row["parent_id"], []), row["id"]]
            names = {code: row[code] for code in WRITTEN_IN if row[code]}
            if row["id"] in malay:
                names["ms"] = malay[row["id"]]
            yield (
                row["id"],
                row["parent_id"] or None,
                len(path) - 1,
                position,
                " ".join(path),
                json.dumps(names, ensure_ascii=False),
                slugify(row["en"])[:80] or row["id"],
                row["attributes"],
            )


def _values(attributes: list[list[Any]]) -> Iterator[tuple[Any, ...]]:
    for number, _handle, *_rest, values in attributes:
        for position, (value, handle, *names) in enumerate(values):
            yield value, number, position, handle, _names(names)


def _names(names: Sequence[str]) -> str:
    return json.dumps(
        {code: name for code, name in zip(WRITTEN_IN, names, strict=True) if name},
        ensure_ascii=False,
    )


def _insert(statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, columns(list(rows)))
