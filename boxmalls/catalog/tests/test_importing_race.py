"""Two sellers bring the same products at the same time: each product is made once, and nobody waits for ever."""

import csv
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from django.db import connections

from boxmalls.catalog.actions.imports import run_import, start_import
from boxmalls.catalog.models import Card, Offer, Product
from boxmalls.catalog.testing import AT, make_category
from boxmalls.sellers.models import Seller
from boxmalls.sellers.testing import make_seller
from boxmalls.sites.testing import make_site

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "safe"])
SELLERS, ROWS = 4, 60


def write(path: Path, order: int) -> Path:
    numbers = range(ROWS) if order % 2 else reversed(range(ROWS))
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["external_id", "title", "price", "category", "product_key"])
        writer.writerows([f"R-{n}", f"Chair {n}", f"{n + 1}.00", "fr-7", f"chair-{n}"] for n in numbers)
    return path


def test_four_sellers_at_once_make_each_product_once(tmp_path):
    make_category("fr-7", "Chairs")
    site, gate = make_site(), Barrier(SELLERS)
    files = [(make_seller(), write(tmp_path / f"{n}.csv", n)) for n in range(SELLERS)]

    def bring(pair: tuple[Seller, Path]) -> int:
        try:
            gate.wait(timeout=120)
            return run_import(run=start_import(seller=pair[0], site=site, path=pair[1], at=AT), at=AT).created
        finally:
            connections.close_all()

    with ThreadPoolExecutor(SELLERS) as pool:
        assert list(pool.map(bring, files)) == [ROWS] * SELLERS
    assert Product.objects.count() == ROWS
    assert Offer.objects.count() == ROWS * SELLERS
    assert all("4 sellers" in html for html in Card.objects.filter(language="en").values_list("html", flat=True))
