"""What each law asks: days to answer, years to keep. Parameters with their sources stand in `laws.toml`."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

SOURCE = Path(__file__).parent / "laws.toml"
HOUSE = "house"


@dataclass(frozen=True, slots=True)
class Law:
    """
    One jurisdiction.

    :param keep_years: whole years after the end of the calendar year, for `books` and `vouchers`.
    :param parameters: everything else that the file says, with sources.
    """

    code: str
    name: str
    keep_years: Mapping[str, int]
    parameters: Mapping[str, Any]


@cache
def laws() -> Mapping[str, Law]:
    """Every law that we know, by its code."""
    return {code: Law(code, entry["law"], entry.get("keep_years", {}), entry) for code, entry in _read().items() if code != HOUSE}


def house() -> Mapping[str, Any]:
    """What the house promises where a law names no number."""
    return _read()[HOUSE]


@cache
def _read() -> dict[str, Any]:
    return tomllib.loads(SOURCE.read_text())


def years_to_keep(what: str, law: str | None = None) -> int:
    """How many years a law wants `books` or `vouchers` kept; where the law is not known or silent, the longest of all."""
    known = laws().get(law) if law else None
    if known and what in known.keep_years:
        return known.keep_years[what]
    return max(each.keep_years[what] for each in laws().values() if what in each.keep_years)


def wants_choices_link(law: str | None) -> bool:
    """Whether a law wants each page to lead to the visitor's privacy choices."""
    known = laws().get(law) if law else None
    return bool(known and known.parameters.get("choices_link", {}).get("on_every_page"))


_site_laws: Callable[[], Mapping[str, str]] = dict


def learn_sites(reader: Callable[[], Mapping[str, str]]) -> None:
    """Be told, once at start, how to read which site stands under which law: sites live in a room above."""
    global _site_laws
    _site_laws = reader


def law_of_site(site_code: str | None) -> str | None:
    """The law of a site, or None if the site is not known."""
    return _site_laws().get(site_code) if site_code else None


def site_codes() -> list[str]:
    """Every site."""
    return list(_site_laws())
