"""Telling PostgreSQL what the catalogue looks like, so that pages are planned on what is there and not on guesses."""

from boxmalls.base import sql

KNOWN = "SELECT greatest(reltuples, 0) FROM pg_class WHERE oid = 'catalog_product'::regclass"
SHARE = 10


def analyse_catalogue(*, new: int) -> bool:
    """
    Count the catalogue's tables when so many new products are a tenth of it or more; whether they were counted.

    Autovacuum does the same within minutes. Until then a page of a freshly filled shop would cost ten times as much.
    """
    (known,) = sql.row(KNOWN) or (0,)
    if new * SHARE < known or not new:
        return False
    sql.rows("SELECT catalog_analyse()")
    return True
