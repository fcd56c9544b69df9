"""The 12,400 listings of five shops, and which of them are the same product."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

from demo.prepare.categories import category_of
from demo.prepare.packing import table
from demo.prepare.prices import chance, complete
from demo.prepare.wording import brand_of, text_of, title_of


def listings(source: Path) -> dict[str, list[dict[str, Any]]]:
    """The rows of each shop, as the import reads them."""
    found = list(table(source / "cross_shop/listings.csv.gz"))
    keys = product_keys(source)
    brands = known_brands(found)
    rows = [_row(listing, keys, brands) for listing in found]
    complete(rows)
    shops: dict[str, list[dict[str, Any]]] = {}
    for listing, row in zip(found, rows, strict=True):
        shops.setdefault(listing["seller"], []).append(row)
    return shops


def product_keys(source: Path) -> dict[str, str]:
    """Listing → the name of its product, for listings that are labelled as the same as another."""
    above: dict[str, str] = {}

    def root(each: str) -> str:
        while above.setdefault(each, each) != each:
            each = above[each]
        return each

    for pair in table(source / "cross_shop/pairs_train_valid.csv.gz"):
        if pair["match"] == "1":
            one, other = sorted((root(pair["left"]), root(pair["right"])))
            above[other] = one
    return {each: f"match:{root(each)}" for each in above}


def known_brands(found: list[dict[str, str]]) -> dict[str, str]:
    """Brands that several listings name, by their first words: they tell the brand of listings that name none."""
    counted = Counter(listing["brand"].strip() for listing in found if listing["brand"])
    return {brand: brand_of(brand) for brand, number in counted.items() if number > 2 and len(brand) > 1 and not brand.isdigit()}


def _row(listing: dict[str, str], keys: dict[str, str], brands: dict[str, str]) -> dict[str, Any]:
    reference = listing["listing_id"]
    stock = int(chance("stock", reference) * 60)
    return {
        "external_id": reference,
        "title": title_of(listing["title"]) or reference,
        "description": text_of(listing["description"]),
        "brand": _brand(listing, brands),
        "category": category_of(listing),
        "model_no": listing["model_no"].upper(),
        "price": listing["price"] if listing["price"] and float(listing["price"]) >= 0.1 else "",
        "stock": 0 if stock < 2 else stock,
        "dispatch_days": 1 + int(chance("dispatch", reference) * 4),
        "return_days": (14, 30, 60)[int(chance("return", listing["seller"]) * 3)],
        "product_key": keys.get(reference, ""),
    }


def _brand(listing: dict[str, str], brands: dict[str, str]) -> str:
    given = listing["brand"].strip()
    if given:
        return brands.get(given) or brand_of(given)
    words = re.sub(r"^(new|topics) ", r"\1-", listing["title"]).split()
    return next((brands[start] for n in (3, 2, 1) if (start := " ".join(words[:n])) in brands), "")
