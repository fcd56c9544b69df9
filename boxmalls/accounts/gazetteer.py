"""Which places a postcode stands for, in Taiwan and Malaysia. Read once from `data/`; sources and licences stand beside it."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"
STATES_AS_SPOKEN = {"Wp Kuala Lumpur": "Kuala Lumpur", "Wp Labuan": "Labuan", "Wp Putrajaya": "Putrajaya"}


@dataclass(frozen=True, slots=True)
class Place:
    """A town or district and the county or state it lies in, as written there and, if it differs, in English."""

    city: str
    region: str
    city_en: str = ""
    region_en: str = ""

    def written(self, language: str) -> tuple[str, str]:
        """Its city and region for a reader of this language."""
        english = self.city_en and self.region_en and not language.startswith(("zh", "ja"))
        return (self.city_en, self.region_en) if english else (self.city, self.region)


def places(country: str, postcode: str) -> tuple[Place, ...]:
    """The places that share this postcode; none if it is unknown, or if the country has no list here."""
    if country == "TW":
        return _taiwan().get(postcode[:3], ())
    if country == "MY":
        return _malaysia().get(postcode, ())
    return ()


def has_list(country: str) -> bool:
    """Whether every postcode of this country is known here."""
    return country in {"TW", "MY"}


def lists_every_town(country: str) -> bool:
    """Whether the list holds all the names that an address may have; Malaysia's holds one town for each postcode."""
    return country == "TW"


@cache
def regions(country: str) -> tuple[Place, ...]:
    """The counties of Taiwan, the states of Malaysia: one place each."""
    known = {"TW": _taiwan, "MY": _malaysia}.get(country)
    found: dict[str, Place] = {}
    for several in known().values() if known else ():
        for place in several:
            if place.region not in found or place.region_en:
                found[place.region] = place
    return tuple(found.values())


@cache
def _taiwan() -> dict[str, tuple[Place, ...]]:
    with (DATA / "tw_zip3.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    english = {row["county"]: row["county_en"] for row in rows if row["county_en"]}
    return _grouped((row["zip3"], Place(row["district"], row["county"], row["district_en"], english.get(row["county"], ""))) for row in rows)


@cache
def _malaysia() -> dict[str, tuple[Place, ...]]:
    with gzip.open(DATA / "my_postcodes.csv.gz", "rt", encoding="utf-8", newline="") as file:
        return _grouped((row["postcode"], Place(row["city"], STATES_AS_SPOKEN.get(row["state"], row["state"]))) for row in csv.DictReader(file))


def _grouped(pairs: Iterator[tuple[str, Place]]) -> dict[str, tuple[Place, ...]]:
    by_postcode: dict[str, tuple[Place, ...]] = {}
    for postcode, place in pairs:
        known = by_postcode.get(postcode, ())
        if place not in known:
            by_postcode[postcode] = (*known, place)
    return by_postcode
