"""
No value of a person stands where the register does not say so: canaries live in the shop, then everything that it keeps is searched for them.

So that nothing was looked for where nobody could have been, every personal column must have held something of a canary's; those that no walk
fills are listed with a reason, and one that is filled after all may not be listed. The control plants leaks of each kind, one value in one place
each, and requires that each is found there; and looks at the columns before anybody came.
"""

import json
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from proofs import Ground, Outcome, Proof, Size
from proofs.arrival import Arrival, Cell
from proofs.canaries import IN_MAIL, KINDS, Canary
from proofs.chapters import live
from proofs.places import Declared, Place, all_places
from proofs.planting import HIDDEN, Plant, planted
from proofs.shapes import Search
from proofs.walks import went

if TYPE_CHECKING:
    from proofs.people import Someone

SHOWN_TO_ALL = (
    *("/", "/search?q=chair", "/search/suggestions?q=ch", "/c", "/cart", "/orders", "/account", "/policy", "/help"),
    *("/sitemap.xml", "/sitemap-1.xml", "/robots.txt", "/manifest.webmanifest", "/api/v1/search?q=chair", "/health/ready"),
)
UNFILLED: dict[Cell, str] = {
    **{
        ("django_admin_log", column): "Django's pages for staff are not in the shop; the table is its library's"
        for column in ("action_time", "object_id", "object_repr", "action_flag", "change_message")
    },
    ("usersessions_usersession", "data"): "the library's, for notes of whoever uses it; nobody here does",
}
"""What no walk can fill, and why."""
READ_BY_MACHINE = ("privacy_office_sealedfile", "read")
"""Out of reach where there is no machine to read."""
UNREADABLE = """
SELECT i.relname, a.amname || ' ' || string_agg(o.opcname, ', ') FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid AND i.oid >= 16384
JOIN pg_am a ON a.oid = i.relam JOIN pg_opclass o ON o.oid = ANY (x.indclass) JOIN pg_namespace n ON n.oid = i.relnamespace AND n.nspname <> 'pg_toast'
WHERE a.amname <> 'btree' AND o.opcname NOT LIKE '%minmax_ops'
  AND (a.amname = 'gist' OR o.opcname NOT IN ('tsvector_ops', 'array_ops', 'jsonb_ops', 'gin_trgm_ops')) AND o.opcname <> 'range_ops'
GROUP BY i.relname, a.amname
"""
"""Indexes that keep something of a value from which no search can tell whether it was there: hashes, signatures."""


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
    arrival = Arrival.at(ground)
    arrival.look("before anybody came")
    nobody = arrival.missing == arrival.cells
    canaries = live(ground, size, arrival.look)
    names = {name: canary.who for name, canary in canaries.items()}
    with planted(ground) as plants:
        search = Search({**values_of(names), **{f"plant.{plant.what}": plant.value for plant in plants}})
        found = [*scan(ground, search, names)[1], *_shown_to_all(ground, search, _products(ground))]
        missed = [plant.what for plant in plants if not _is_found(plant, found)]
    places, left = scan(ground, search, names)
    more, told = _told_to_others(ground, search, canaries)
    leaks, cells = [*left, *told], unlike_listed(arrival)
    tried = places + more + len(arrival.cells)
    held = tried - len({leak.place for leak in leaks}) - len(cells)
    control = f"{len(plants)} leaks planted, {len(plants) - len(missed)} found; the columns, before anybody came"
    short = tuple(sorted({str(leak) for leak in leaks}) + cells + [f"planted and not found: {what}" for what in missed])
    return Outcome(tried, held, control, not missed and nobody, short)


def unlike_listed(arrival: Arrival) -> list[str]:
    """Personal columns that nobody reached, and such as are listed as out of reach and are not."""
    listed = set(UNFILLED) | (set() if shutil.which("tesseract") else {READ_BY_MACHINE})
    words = [f"nobody arrived in {table}.{column}" for table, column in sorted(arrival.missing - listed)]
    came = {cell: arrival.reached.get(cell, "there is no such column") for cell in listed - arrival.missing}
    return words + [f"{table}.{column} is listed as out of reach: {chapter}" for (table, column), chapter in sorted(came.items())]


def _is_found(plant: Plant, found: Iterable[Leak]) -> bool:
    return any(leak.value in (f"plant.{plant.what}", plant.shows) and plant.where in leak.place for leak in found)


def values_of(people: "Mapping[str, Someone]") -> dict[str, str]:
    """Every value of these people by a name of its own, as `buyer.email`."""
    return {f"{name}.{kind}": value for name, who in people.items() for kind in KINDS if (value := getattr(who, kind))}


def scan(ground: Ground, search: Search, people: "Mapping[str, Someone]") -> tuple[int, list[Leak]]:
    """How many places there are, and what stands where it may not."""
    declared = Declared.of(json.loads(ground.run("register", "--json")))
    desks = {told["email"].lower() for told in ground.sign_ins().values()}
    number, leaks = 0, []
    for place in all_places(ground, declared):
        number += 1
        found = {one for piece in place.pieces for one in search(piece)}
        leaks += [Leak(place.name, one.value, one.shape) for one in found if not _may(place, one.value, people, desks)]
    for cluster in ("shop", "safe"):
        leaks += [Leak(f"{cluster}:index {name}", HIDDEN, kind) for name, kind in ground.rows(UNREADABLE, cluster=cluster)]
    return number, leaks


def _may(place: Place, value: str, people: "Mapping[str, Someone]", desks: Iterable[str]) -> bool:
    name, _dot, kind = value.partition(".")
    if kind == "told" and any(desk in place.owner for desk in desks):
        return True  # What somebody writes to a seller is for the seller.
    if place.owner:
        return name in people and kind in IN_MAIL and people[name].email.lower() in place.owner
    return not place.sealed and kind in KINDS and bool(KINDS[kind] & place.may)


def _told_to_others(ground: Ground, search: Search, canaries: Mapping[str, Canary]) -> tuple[int, list[Leak]]:
    """What strangers see, what other people see of each other, and the addresses and cookies that our own pages gave out."""
    paths = [*SHOWN_TO_ALL, *_products(ground), *_begun(canaries)]
    leaks = _shown_to_all(ground, search, paths)
    for name, canary in canaries.items():
        for number, page in enumerate(canary.pages):
            foreign = {one for one in search(page.body) if one.value.partition(".")[0] not in {name, *canary.knows}}
            leaks += [Leak(f"page {number} ({page.url}) of {name}", one.value, one.shape) for one in foreign]
        leaks += [Leak(f"address or cookie given to {name}", one.value, one.shape) for one in _in_trail(search, canary.visitor.trail)]
    return len(paths) + sum(len(canary.pages) + 1 for canary in canaries.values()), leaks


def _shown_to_all(ground: Ground, search: Search, paths: Iterable[str]) -> list[Leak]:
    """What a stranger finds on these pages; each has to open, or nothing was looked at."""
    stranger = ground.http("eu")
    shown = {path: went(stranger.get(path)) for path in paths}
    return [Leak(f"page {path} for anybody", one.value, one.shape) for path, page in shown.items() for one in search(page.body)]


def _products(ground: Ground) -> list[str]:
    """Pages that the web server may have kept from one visitor for the next."""
    return ground.http("eu").get("/search?q=padded+chair").links("/products/")[:1]


def _begun(canaries: Mapping[str, Canary]) -> list[str]:
    """Searches that begin as a canary's words do: what the web server remembers of one visitor's may not complete another's."""
    begun = sorted({value[:4].lower() for canary in canaries.values() for value in (canary.who.words, canary.who.given)})
    return [f"{path}?q={letters}" for letters in begun for path in ("/search", "/search/suggestions")]


def _in_trail(search: Search, trail: Iterable[str]) -> set:
    # A search's own words stand in its address, since the person put them there.
    return {one for line in trail for one in search(line) if not one.value.endswith(".words")}


PROOF = Proof(code="canaries", words="Nothing of a person stands where the register does not say so", run=run)
