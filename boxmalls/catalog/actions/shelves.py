"""Counting what stands on the shelves, and drawing again what an older version drew."""

from django.db import transaction

from boxmalls.base import sql
from boxmalls.catalog import cards

COUNT = """
INSERT INTO catalog_shelfcount (site_id, shelf, products)
SELECT site_id, shelf, count(*) FROM catalog_shelfplace WHERE site_id = %(site)s GROUP BY site_id, shelf
ON CONFLICT (site_id, shelf) DO UPDATE SET products = excluded.products
 WHERE catalog_shelfcount.products <> excluded.products
"""
EMPTY = """
DELETE FROM catalog_shelfcount count
 WHERE site_id = %(site)s
   AND NOT EXISTS (SELECT FROM catalog_shelfplace place WHERE place.site_id = count.site_id AND place.shelf = count.shelf)
"""


@transaction.atomic
def count_shelves(*, site_code: str) -> None:
    """Count the goods of every category and seller of a site."""
    sql.run(COUNT, {"site": site_code})
    sql.run(EMPTY, {"site": site_code})


def redraw_stale_cards() -> int:
    """Draw cards again that were drawn by an older version of the card; how many products."""
    drawn = 0
    while products := cards.stale():
        with transaction.atomic():
            cards.refresh(products)
        drawn += len(products)
    return drawn
