"""The demo's sellers and what they charge for delivery. The small ones are invented."""

import csv
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from boxmalls.sellers.actions import open_seller
from boxmalls.sellers.models import Seller
from boxmalls.shipping.actions.rates import set_rate
from boxmalls.sites.models import Site

DATA = Path(__file__).parent / "data"
SELDOM_FREE = {"abt", "buy", "amazon", "google", "walmart"}


class Charge(NamedTuple):
    """A way of delivery on a site, in minor units of its currency."""

    code: str
    name: str
    price_minor: int
    free_from_minor: int | None
    days_min: int
    days_max: int


CHARGES = {
    "eu": [Charge("standard", "Parcel", 490, 6900, 2, 4), Charge("express", "Express parcel", 1190, None, 1, 2)],
    "tw": [Charge("standard", "宅配", 10_000, 150_000, 2, 4), Charge("shop", "超商取貨", 6_000, 99_000, 3, 5)],
    "my": [Charge("standard", "Pos standard", 890, 15_000, 3, 6), Charge("express", "Pos ekspres", 1990, None, 1, 3)],
}


def open_stores(*, sites: Sequence[Site], at: datetime) -> dict[str, Seller]:
    """Open every seller of `data/sellers.csv` that is not open yet, and set their rates. By slug."""
    known = {seller.slug: seller for seller in Seller.objects.all()}
    with (DATA / "sellers.csv").open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines)):
            if row["slug"] not in known:
                values = {**row, "commission_bp": int(row["commission_bp"]), "since_on": date.fromisoformat(row["since_on"])}
                known[row["slug"]] = open_seller(**values, at=at)
            for site in sites:
                _charge(known[row["slug"]], site, number)
    return known


def _charge(seller: Seller, site: Site, number: int) -> None:
    for charge in CHARGES[site.code]:
        # No two sellers charge quite the same.
        dearer = 100 + 15 * (number % 4)
        price = charge.price_minor * dearer // 1000 * 10
        free = None if seller.slug in SELDOM_FREE and number % 2 else charge.free_from_minor
        set_rate(seller=seller, site=site, **charge._replace(price_minor=price, free_from_minor=free)._asdict())
