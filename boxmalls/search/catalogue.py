"""Reading the catalogue for the index."""

import json
from collections.abc import Iterator, Sequence
from uuid import UUID

from boxmalls.base import sql
from boxmalls.search.index.entries import Entry
from boxmalls.search.titles import every_category_name, every_value_name

FIRST = UUID(int=0)
AT_ONCE = 2000


def entries_of(product_ids: Sequence[UUID | str]) -> list[Entry]:
    """What the index knows of these products; nothing for those that are not on sale. One statement."""
    categories, values = every_category_name(), every_value_name()
    found = sql.rows(sql.read(__file__, "goods.sql"), {"product_ids": [UUID(str(each)) for each in product_ids]})
    return [_entry(row, categories, values) for row in found]


def all_product_ids() -> Iterator[list[UUID]]:
    """The ids of everything on show, some thousand at a time."""
    after = FIRST
    while some := [row[0] for row in sql.rows(sql.read(__file__, "next_products.sql"), {"after": after, "limit": AT_ONCE})]:
        yield some
        after = some[-1]


def count_products() -> int:
    """How many products are on show."""
    return int(sql.rows("SELECT count(*) FROM catalog_product WHERE status = 'live'")[0][0])


def _entry(row: tuple, categories: dict[str, tuple[str, ...]], values: dict[str, tuple[str, ...]]) -> Entry:
    product_id, site, title, description, language, brand, model_no, gtin, path, attributes = row[:10]
    sellers, conditions, learns, price_minor, in_stock, rank, arrived = row[10:]
    chosen = [(handle, value) for handle, handles in json.loads(attributes).items() if isinstance(handles, list) for value in handles]
    return Entry(
        product_id=product_id,
        site=site,
        title=title,
        description=description,
        language=language,
        brand=brand,
        model_no=model_no,
        gtin=gtin,
        category_path=tuple(path),
        category_names=tuple(name for category in path for name in categories.get(category, ())),
        kinds=tuple(name for category in (path[1:] or path) for name in categories.get(category, ())),
        attributes=tuple(f"{handle}={value}" for handle, value in chosen),
        attribute_names=tuple(name for _handle, value in chosen for name in values.get(value, ())),
        sellers=tuple(sellers),
        conditions=tuple(conditions),
        learns=tuple(learns),
        price_minor=price_minor,
        in_stock=in_stock,
        rank=rank,
        created_at=arrived,
    )
