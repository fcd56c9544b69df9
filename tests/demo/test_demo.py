"""What the demo ships: every listing of the five shops, photographs small enough, and a loader that may be run twice."""

import csv
import gzip
from collections import Counter
from pathlib import Path

import pytest

from boxmalls.catalog.actions.taxonomy import load_taxonomy
from boxmalls.catalog.importing.categories import CategoryFinder, attribute_values
from boxmalls.catalog.importing.checking import Checker
from boxmalls.catalog.models import Card, Media, Offer, Product
from boxmalls.catalog.rules import media_file
from boxmalls.catalog.testing import AT
from boxmalls.sites.actions import open_sites
from demo import goods, stores
from demo.pictures import place_pictures, shipped

LISTINGS = sorted((goods.DATA / "listings").glob("*.csv.gz"))
SHOPS = {"abt": 1068, "buy": 1035, "amazon": 6535, "google": 2074, "walmart": 1688}
SOURCE = Path(__file__).parents[3] / "shared/data/cross_shop"
MOST_BYTES = 25_000_000


def rows(path: Path) -> list[dict[str, str]]:
    return list(goods._read(path))


def test_all_listings_of_the_five_shops_are_there_under_their_own_references():
    found = {path.name.removesuffix(".csv.gz"): rows(path) for path in LISTINGS}
    assert {shop: len(found[shop]) for shop in SHOPS} == SHOPS
    references = {row["external_id"] for shop in SHOPS for row in found[shop]}
    assert len(references) == 12_400
    if SOURCE.exists():
        with gzip.open(SOURCE / "listings.csv.gz", "rt") as lines:
            assert references == {row["listing_id"] for row in csv.DictReader(lines)}


@pytest.mark.skipif(not SOURCE.exists(), reason="The source of the listings is not here.")
def test_listings_that_are_labelled_as_the_same_share_a_product():
    keys = {row["external_id"]: row["product_key"] for path in LISTINGS for row in rows(path)}
    with gzip.open(SOURCE / "pairs_train_valid.csv.gz", "rt") as lines:
        matches = [(row["left"], row["right"]) for row in csv.DictReader(lines) if row["match"] == "1"]
    assert len(matches) == 2524
    assert all(keys[left] and keys[left] == keys[right] for left, right in matches)


def test_photographs_are_whole_credited_and_light():
    pictures = shipped()
    root = goods.DATA / "pictures"
    for each in pictures.values():
        assert each.credit
        for extension in ("avif", "webp"):
            assert all((root / media_file(each.key, width, extension)).is_file() for width in each.widths)
    assert sum(path.stat().st_size for path in root.rglob("*") if path.is_file()) < MOST_BYTES
    named = {name for path in LISTINGS for row in rows(path) for name in row.get("image", "").split("|") if name}
    assert named <= set(pictures)


@pytest.mark.django_db
def test_every_listing_can_be_taken_without_a_word_of_complaint():
    load_taxonomy()
    checker = Checker("EUR", frozenset(["en"]), CategoryFinder(), attribute_values())
    complaints = Counter()
    for path in LISTINGS:
        checker.seen.clear()
        for number, row in enumerate(rows(path), 2):
            _listing, problems = checker.check(number, row)
            complaints.update((path.name, each.column, each.code) for each in problems)
    assert not complaints


def snapshot() -> tuple[list[int], set[tuple[object, int]]]:
    """How much there is, and which versions of the offers' rows."""
    counts = [each.objects.count() for each in (Product, Offer, Card, Media)]
    return counts, set(Offer.objects.extra(select={"version": "xmin"}).values_list("pk", "version"))


@pytest.mark.django_db
def test_loading_twice_is_loading_once(monkeypatch, settings, tmp_path):
    few = tmp_path / "listings"
    few.mkdir()
    for name in ("green-corner", "lumen-co", "noord-schoenen"):
        (few / f"{name}.csv.gz").symlink_to(goods.DATA / "listings" / f"{name}.csv.gz")
    monkeypatch.setattr(goods, "DATA", tmp_path)
    settings.MEDIA_ROOT = tmp_path / "media"
    load_taxonomy()
    sites = open_sites()

    def load() -> None:
        sellers = stores.open_stores(sites=sites, at=AT)
        place_pictures(lambda done, total: None)
        goods.load_goods(sellers=sellers, sites=sites, at=AT, progress=lambda done, total: None)

    load()
    first = snapshot()
    load()
    assert snapshot() == first
    cactus = Media.objects.get(product__title="Spiky Cactus")
    assert (tmp_path / "media" / media_file(cactus.key, 480, "webp")).is_file()
    assert cactus.credit == "Charles Deluvio / Unsplash"
    prices = dict(Offer.objects.filter(product__title="Light Shade").values_list("site_id", "price_minor"))
    assert prices == {"eu": 2845, "tw": 97_000, "my": 13_660}
