"""Which category of the taxonomy a listing of the shops stands in: by its shop's own word, else by its title."""

import re
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent


def _table(name: str) -> list[list[str]]:
    return [line.split("\t") for line in (HERE / name).read_text("utf-8").splitlines() if line]


@cache
def words() -> dict[str, str]:
    """From a shop's word to a category; a word with ~ before it is vague, and only counts when the title tells nothing."""
    return dict(_table("words.tsv"))  # type: ignore[arg-type]


@cache
def rules(kind: str) -> list[tuple[re.Pattern[str], str]]:
    """The first pattern that a title matches decides; the last matches everything."""
    return [(re.compile(pattern), category) for of, pattern, category in _table("rules.tsv") if of == kind]


def category_of(listing: dict[str, str]) -> str:
    """The taxonomy's id for a listing."""
    known = words().get(listing["category"])
    if known:
        return known
    kind = "software" if listing["dataset"] == "amazon_google" else "hardware"
    *named, (_anything, otherwise) = rules(kind)
    vague = words().get("~" + listing["category"], otherwise)
    return next((category for pattern, category in named if pattern.search(listing["title"])), vague)
