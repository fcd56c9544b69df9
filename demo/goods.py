"""The demo's listings: every seller sells on all three sites, in each site's currency."""

import csv
import gzip
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction

from boxmalls.base import sql
from boxmalls.catalog.importing.categories import CategoryFinder, attribute_values
from boxmalls.catalog.importing.checking import Checker, Listing
from boxmalls.catalog.importing.pictures import Stored
from boxmalls.catalog.importing.taking import take, tell
from boxmalls.sellers.models import Seller
from boxmalls.sites.models import Site
from demo.pictures import shipped

DATA = Path(__file__).parent / "data"
CHUNK = 1000
# What one euro is worth in the demo, and to what prices are rounded, both in minor units.
WORTH = {"eu": (100, 1), "tw": (3400, 1000), "my": (480, 10)}
# Photographed goods lead, the best photographs first.
LIFTED = {"vendure": 3, "saleor": 2, "grocery": 1}
IN_FRONT = {"Comfy Padded Chair": 6, "Instant Camera": 5, "Spiky Cactus": 4}
LIFT = """
UPDATE catalog_product SET search_boost = %(boost)s
 WHERE id IN (SELECT product_id FROM catalog_offer WHERE seller_id = %(seller)s AND external_id = ANY(%(references)s))
   AND search_boost <> %(boost)s
"""
# Goods arrived over the last half year, the photographed ones in the last days, the same ones each time.
ARRIVED = """
UPDATE catalog_offer
   SET created_at = %(at)s - make_interval(hours => CASE WHEN external_id = ANY(%(lately)s) THEN abs(hashtext(external_id)) %% 240
                                                         ELSE 336 + abs(hashtext(external_id)) %% 4000 END)
 WHERE seller_id = %(seller)s AND external_id = ANY(%(references)s) AND changed_at = %(at)s AND created_at = changed_at
"""


def load_goods(*, sellers: dict[str, Seller], sites: Sequence[Site], at: datetime, progress: Callable[[int, int], None], small: bool = False) -> None:
    """Take every shipped listing, the photographed ones last, so that they are the newest. A small shop has only those."""
    checker = Checker(
        currency="EUR",
        languages=frozenset(code for code, _name in settings.LANGUAGES),
        find_category=CategoryFinder(),
        attributes=attribute_values(),
    )
    pictures = shipped()
    files = {path.name.removesuffix(".csv.gz"): list(_read(path)) for path in sorted((DATA / "listings").glob("*.csv.gz"))}
    if small:
        files = {slug: rows for slug, rows in files.items() if any(row.get("image") for row in rows)}
    done, total = 0, sum(len(rows) for rows in files.values())
    for slug in sorted(files, key=lambda each: (any(row.get("image") for row in files[each]), each)):
        checker.seen.clear()
        listings = [_checked(checker, number, row) for number, row in enumerate(files[slug], 2)]
        for start in range(0, len(listings), CHUNK):
            chunk = listings[start : start + CHUNK]
            _take(sellers[slug], sites, chunk, pictures, at)
            done += len(chunk)
            progress(done, total)


def _read(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _checked(checker: Checker, number: int, row: dict[str, str]) -> Listing:
    listing, problems = checker.check(number, row)
    if listing is None:
        raise ValueError(f"{row['external_id']}: {problems}")
    return listing


@transaction.atomic
def _take(seller: Seller, sites: Sequence[Site], chunk: list[Listing], pictures: dict[str, Stored], at: datetime) -> None:
    changed: set[UUID] = set()
    found = {each.row: [pictures[name] for name in each.images] for each in chunk if each.images}
    for site in sites:
        priced = [replace(each, price_minor=_price(each.price_minor, site), was_minor=_was(each, site)) for each in chunk]
        changed |= take(seller=seller, site=site, listings=priced, pictures=found, at=at, draw=False).products
    if not changed:
        return
    references = [each.external_id for each in chunk]
    lately = [each.external_id for each in chunk if each.images and not each.external_id.startswith("grocery:")]
    sql.run(ARRIVED, {"at": at, "lately": lately, "seller": seller.pk, "references": references})
    _lift(seller, chunk)
    tell(changed)


def _lift(seller: Seller, chunk: list[Listing]) -> None:
    lifted: dict[int, list[str]] = {}
    for each in chunk:
        if each.images:
            boost = IN_FRONT.get(each.title) or LIFTED[each.external_id.partition(":")[0]]
            lifted.setdefault(boost, []).append(each.external_id)
    for boost, references in lifted.items():
        sql.run(LIFT, {"boost": boost, "seller": seller.pk, "references": references})


def _price(euro_minor: int, site: Site) -> int:
    worth, step = WORTH[site.code]
    return max(step, round(euro_minor * worth / 100 / step) * step)


def _was(listing: Listing, site: Site) -> int | None:
    was = _price(listing.was_minor, site) if listing.was_minor else None
    return was if was and was > _price(listing.price_minor, site) else None
