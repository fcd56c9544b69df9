"""Invented listings in any number, the same at every run: a noun of the taxonomy, a brand, a model number, a price."""

import csv
import random
from collections.abc import Iterator
from pathlib import Path

COLUMNS = ["external_id", "title", "description", "brand", "category", "model_no", "price", "currency", "stock", "condition"]
BRANDS = ["Alba", "Borealis", "Cantus", "Dovetail", "Ember", "Fennel", "Granite", "Harbour", "Ibis", "Juniper", "Kestrel", "Larch"]
TRAITS = ["compact", "folding", "cordless", "stainless", "wooden", "insulated", "stackable", "wireless", "padded", "foldaway", "quiet", "slim"]
SELLERS = ["bench-one", "bench-two", "bench-three", "bench-four", "bench-five"]


def listings(count: int, categories: list[tuple[str, str]], *, seller: int = 0) -> Iterator[dict[str, str]]:
    """So many rows as a seller's file has them; `categories` are ids with their English names."""
    dice = random.Random(f"{count}-{seller}")
    for number in range(count):
        category, noun = categories[dice.randrange(len(categories))]
        brand, trait = dice.choice(BRANDS), dice.choice(TRAITS)
        model = f"{brand[:2].upper()}-{dice.randrange(100, 9999)}{dice.choice('ABCX')}"
        yield {
            "external_id": f"bench:{seller}:{number:06d}",
            "title": f"{brand} {trait} {noun} {model}",
            "description": f"A {trait} {noun.lower()} by {brand}. Model {model}, with a two-year guarantee and spare parts for ten.",
            "brand": brand,
            "category": category,
            "model_no": model,
            "price": f"{dice.randrange(300, 90_000) / 100:.2f}",
            "currency": "EUR",
            "stock": str(dice.randrange(0, 200)),
            "condition": dice.choice(["new", "new", "new", "used", "refurbished"]),
        }


def write_file(path: Path, count: int, categories: list[tuple[str, str]], *, seller: int = 0) -> Path:
    """A CSV of so many listings."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(listings(count, categories, seller=seller))
    return path
