"""
No value of a person stands where the register does not say so: canaries live in the shop, then everything that it keeps is searched for them.

The control plants leaks of each kind, one value in one place each, and requires that each is found there; without them nothing is found.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from proofs import Ground, Outcome, Proof, Size
from proofs.canaries import IN_MAIL, KINDS, Canary, live
from proofs.places import Declared, Place, all_places
from proofs.planting import planted
from proofs.shapes import Search

if TYPE_CHECKING:
    from proofs.people import Someone

SHOWN_TO_ALL = (
    *("/", "/search?q=chair", "/search/suggestions?q=ch", "/c", "/cart", "/orders", "/account", "/policy", "/help"),
    *("/sitemap.xml", "/sitemap-1.xml", "/robots.txt", "/manifest.webmanifest", "/api/v1/search?q=chair", "/health/ready"),
)


@dataclass(frozen=True, slots=True)
class Leak:
    """A value where it may not be; the value itself is not repeated."""

    place: str
    value: str
    shape: str

    def __str__(self) -> str:
        return f"{self.place}: {self.value}, {self.shape}"


def run(ground: Ground, size: Size) -> Outcome:
    """Let them live, plant, search, take away what was planted, search again."""
    canaries = live(ground, size)
    names = {name: canary.who for name, canary in canaries.items()}
    with planted(ground) as plants:
        search = Search({**values_of(names), **{f"plant.{plant.what}": plant.value for plant in plants}})
        found = scan(ground, search, names)[1]
        missed = [plant.what for plant in plants if not any(leak.value == f"plant.{plant.what}" and plant.where in leak.place for leak in found)]
    places, left = scan(ground, search, names)
    more, told = _told_to_others(ground, search, canaries)
    leaks = [*left, *told]
    held = places + more - len({leak.place for leak in leaks})
    control = f"{len(plants)} leaks planted, {len(plants) - len(missed)} found"
    short = tuple(sorted({str(leak) for leak in leaks}) + [f"planted and not found: {what}" for what in missed])
    return Outcome(places + more, held, control, not missed, short)


def values_of(people: "Mapping[str, Someone]") -> dict[str, str]:
    """Every value of these people by a name of its own, as `buyer.email`."""
    return {f"{name}.{kind}": getattr(who, kind) for name, who in people.items() for kind in KINDS}


def scan(ground: Ground, search: Search, people: "Mapping[str, Someone]") -> tuple[int, list[Leak]]:
    """How many places there are, and what stands where it may not."""
    declared = Declared.of(json.loads(ground.run("register", "--json")))
    number, leaks = 0, []
    for place in all_places(ground, declared):
        number += 1
        found = {one for piece in place.pieces for one in search(piece)}
        leaks += [Leak(place.name, one.value, one.shape) for one in found if not _may(place, one.value, people)]
    return number, leaks


def _may(place: Place, value: str, people: "Mapping[str, Someone]") -> bool:
    name, _dot, kind = value.partition(".")
    if place.owner:
        return name in people and kind in IN_MAIL and people[name].email.lower() in place.owner
    return not place.sealed and kind in KINDS and bool(KINDS[kind] & place.may)


def _told_to_others(ground: Ground, search: Search, canaries: Mapping[str, Canary]) -> tuple[int, list[Leak]]:
    """What strangers see, what other people see of each other, and the addresses and cookies that our own pages gave out."""
    stranger = ground.http("eu")
    shown = {f"page {path} for anybody": stranger.get(path).body for path in SHOWN_TO_ALL}
    leaks = [Leak(place, one.value, one.shape) for place, body in shown.items() for one in search(body)]
    for name, canary in canaries.items():
        for number, page in enumerate(canary.pages):
            foreign = {one for one in search(page.body) if not one.value.startswith(f"{name}.")}
            leaks += [Leak(f"page {number} ({page.url}) of {name}", one.value, one.shape) for one in foreign]
        leaks += [Leak(f"address or cookie given to {name}", one.value, one.shape) for one in _in_trail(search, canary.visitor.trail)]
    return len(shown) + sum(len(canary.pages) + 1 for canary in canaries.values()), leaks


def _in_trail(search: Search, trail: Iterable[str]) -> set:
    # A search's own words stand in its address, since the person put them there.
    return {one for line in trail for one in search(line) if not one.value.endswith(".words")}


PROOF = Proof(code="canaries", words="Nothing of a person stands where the register does not say so", run=run)
