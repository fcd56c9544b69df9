"""The photographed catalogues, and one that was invented by its author, as listings of small sellers."""

import csv
import html
import json
import re
from pathlib import Path
from typing import Any

from demo.prepare.packing import table, unpack
from demo.prepare.prices import chance, near

HERE = Path(__file__).parent
TAG = re.compile(r"<[^>]+>")
# A second seller for some goods, so that one product has several offers: what they ask, in which condition, how often.
AGAIN = {
    "atelier-brandt": ("tessa-home", 1.04, "new", 0.5),
    "second-light": ("galerie-nord", 1.05, "new", 0.6),
    "kabelhaus": ("second-light", 0.63, "used", 0.2),
    "noord-schoenen": ("casa-serrat", 0.97, "new", 0.4),
    "green-corner": ("flora-weiss", 1.08, "new", 0.4),
    "tessa-home": ("casa-serrat", 0.95, "new", 0.4),
    "bergwerk": ("second-light", 0.55, "used", 0.2),
}
COMPARED = ("Comfy Padded Chair", "Instant Camera", "Spiky Cactus", "White Plimsolls", "Road Bike")
SIZED = ("aa-8", "aa-1")

type Rows = list[dict[str, Any]]


def listings(source: Path) -> dict[str, Rows]:
    """The rows of each seller."""
    places = {}
    with (HERE / "photographed.tsv").open(encoding="utf-8") as lines:
        for of, name, category, seller, *more in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            places[of, name] = (category, seller, more[0] if more else "")
    rows = [
        *_vendure(source / "catalog", places),
        *_saleor(source / "catalog", places),
        *_grocery(source / "catalog", places),
        *_dummyjson(source / "catalog", places),
    ]
    sellers: dict[str, Rows] = {}
    for seller, row in [*rows, *_offered_again(rows)]:
        sellers.setdefault(seller, []).append(row)
    return sellers


def _row(reference: str, title: str, price: Any, category: str, **more: Any) -> dict[str, Any]:
    return {
        "external_id": reference,
        "title": title,
        "price": price,
        "category": category,
        "stock": 3 + int(chance("stock", reference) * 40),
        "dispatch_days": 1 + int(chance("dispatch", reference) * 3),
        "return_days": 30,
        **more,
    }


def _plain(words: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(TAG.sub(" ", words or ""))).replace("\xa0", " ").strip()


def _vendure(folder: Path, places: dict[Any, Any]) -> list[tuple[str, dict[str, Any]]]:
    rows, product, names, used = [], {}, [], set()
    for line in table(folder / "vendure_products.csv"):
        if line["name"]:
            product = line
            names = [each.upper() if len(each) == 3 else each.capitalize() for each in line["optionGroups"].split("|") if each]
        category, seller, _ = places["vendure", product["name"]]
        brand = next((each.partition(":")[2] for each in product["facets"].split("|") if each.startswith("brand:")), "")
        values = line["optionValues"].split("|")
        reference = f"vendure:{line['sku']}"
        if reference in used:  # One of the source's own numbers stands on three variants.
            reference = f"{reference}:{line['optionValues']}"
        used.add(reference)
        row = _row(
            reference,
            product["name"],
            line["price"],
            category,
            brand=brand.replace("Nikkon", "Nikon"),
            description=_plain(product["description"]),
            product_key=f"vendure:{product['slug']}",
            options="; ".join(f"{name}={value}" for name, value in zip(names, values, strict=False) if value),
            image="|".join(f"vendure/{each}" for each in product["assets"].split("|")),
            image_alt=product["name"],
        )
        if seller == "second-light" and product["name"] not in ("Tripod", "Instant Camera", "Compact Digital Camera", "Compact SLR Camera", "Camera Lens"):
            row["condition"] = "used"
        if row["category"].startswith(("hg-17", "fb")):
            row["tax_class"] = "reduced"
        rows.append((seller, row))
    return rows


def _saleor(folder: Path, places: dict[Any, Any]) -> list[tuple[str, dict[str, Any]]]:
    rows = []
    with unpack(folder / "saleor_products.jsonl") as lines:
        for product in map(json.loads, lines):
            if ("saleor", product["name"]) not in places:
                continue
            category, seller, images = places["saleor", product["name"]]
            for variant in product["variants"]:
                price = next(each["amount"] for each in variant["prices"] if each["currency"] == "USD")
                sized = category.startswith(SIZED) and len(variant["name"]) < 5
                row = _row(
                    f"saleor:{variant['sku'] or product['slug']}",
                    product["name"],
                    price,
                    category,
                    brand="Saleor",
                    description=_plain(product["description"] or ""),
                    product_key=f"saleor:{product['slug']}",
                    options=f"Size={variant['name']}" if sized else "",
                    image="|".join(f"saleor/saleor-{each}.jpg" for each in images.split()),
                    image_alt=product["name"],
                )
                if category.startswith("fb"):
                    row["tax_class"] = "reduced"
                rows.append((seller, row))
    return rows


def _grocery(folder: Path, places: dict[Any, Any]) -> list[tuple[str, dict[str, Any]]]:
    rows = []
    with unpack(folder / "grocery_products.jsonl") as lines:
        for product in map(json.loads, lines):
            category, seller, price = places["grocery", product["coarse"]]
            stem = product["image"].removeprefix("grocery/").removesuffix("_iconic.jpg")
            fruit = product["name"] in ("Anjou", "Conference", "Kaiser")
            row = _row(
                f"grocery:{stem}",
                f"{product['name']} pear" if fruit else product["name"],
                near(float(price), 0.12, stem) if float(price) > 1 else price,
                category,
                description=_plain(product["description"]),
                product_key=f"grocery:{stem.lower()}",
                image=f"grocery/{stem}_iconic.jpg|grocery/{stem}_photo.jpg",
                image_alt=product["name"],
                tax_class="reduced",
            )
            row["dispatch_days"], row["return_days"] = 1, 14
            rows.append((seller, row))
    return rows


def _dummyjson(folder: Path, places: dict[Any, Any]) -> list[tuple[str, dict[str, Any]]]:
    rows = []
    with unpack(folder / "dummyjson_products.jsonl.gz") as lines:
        for product in map(json.loads, lines):
            if ("dummyjson", product["category"]) not in places:
                continue
            category, seller, _ = places["dummyjson", product["category"]]
            row = _row(
                f"dummyjson:{product['sku']}",
                product["title"],
                f"{product['price']:.2f}",
                category,
                brand=product.get("brand") or "",
                description=_plain(product["description"]),
                product_key=f"dummyjson:{product['id']}",
            )
            if product["discountPercentage"] > 15:
                row["was_price"] = f"{product['price'] / (1 - product['discountPercentage'] / 100):.2f}"
            if category.startswith("fb"):
                row["tax_class"] = "reduced"
            rows.append((seller, row))
    return rows


def _offered_again(rows: list[tuple[str, dict[str, Any]]]) -> list[tuple[str, dict[str, Any]]]:
    """Some of the photographed products from a second seller."""
    again = []
    for seller, row in rows:
        other, factor, condition, often = AGAIN.get(seller, ("", 1, "", 0))
        chosen = row["title"] in COMPARED or chance("again", row["product_key"]) < often
        if chosen and other and row.get("image") and row.get("condition", "new") == "new":
            reference = f"{row['external_id']}:{other}"
            copy = _row(reference, row["title"], near(float(row["price"]) * factor, 0.03, row["product_key"]), row["category"])
            kept = ("brand", "description", "product_key", "options", "tax_class")
            again.append((other, {**copy, **{name: row[name] for name in kept if name in row}, "condition": condition, "return_days": 14}))
    return again
