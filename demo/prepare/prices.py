"""
Prices for listings that came without one. They are invented for the demo, the same every time.

A listing that is matched with a priced one costs nearly the same; any other about as much as others of its category.
"""

import hashlib
from collections import defaultdict
from decimal import Decimal
from statistics import median
from typing import Any

OTHERWISE = 39.0
ENDINGS = (0.99, 0.95, 0.5, 0.0)


def chance(*words: str) -> float:
    """A number from 0 to 1 made of words: the same words, the same number."""
    return int.from_bytes(hashlib.sha256("|".join(words).encode()).digest()[:6]) / 2**48


def near(price: float, spread: float, *words: str) -> Decimal:
    """A price close to another, ending as prices do."""
    about = price * (1 + spread * (2 * chance("price", *words) - 1))
    ending = ENDINGS[int(chance("ending", *words) * len(ENDINGS))]
    whole = int(about)
    return max(Decimal("0.49"), Decimal(str(whole + ending if whole else round(about, 2) or 0.49)).quantize(Decimal("0.01")))


def complete(rows: list[dict[str, Any]]) -> None:
    """Give every row a price."""
    of_key: dict[str, list[float]] = defaultdict(list)
    of_category: dict[str, list[float]] = defaultdict(list)
    for row in rows:
        if row["price"]:
            if row.get("product_key"):
                of_key[row["product_key"]].append(float(row["price"]))
            for category in _upwards(row["category"]):
                of_category[category].append(float(row["price"]))
    for row in rows:
        if row["price"]:
            row["price"] = Decimal(row["price"]).quantize(Decimal("0.01"))
        elif of_key.get(row.get("product_key") or ""):
            row["price"] = near(median(of_key[row["product_key"]]), 0.06, row["external_id"])
        else:
            typical = next((median(of_category[each]) for each in _upwards(row["category"]) if len(of_category[each]) > 2), OTHERWISE)
            row["price"] = near(typical, 0.55, row["external_id"])


def _upwards(category: str) -> list[str]:
    steps = category.split("-")
    return ["-".join(steps[:n]) for n in range(len(steps), 0, -1)]
