"""
A plan lived twice in a shop of its own, where it is committed: the rows are held side by side, then every byte of every file is searched.

Each plan is lived without the one first, which is undone. Then it is lived, they carry their data away, copies of both databases are taken, they are
erased; and after the comparison the values that they told are looked for, in all shapes of `proofs/shapes.py`: where bytes lie before housekeeping,
and that they lie nowhere after it.
"""

import base64
import gzip
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import cycle
from pathlib import Path

from django.test import TestCase
from hypothesis import HealthCheck, Phase, given, seed, settings

from boxmalls.privacy.journal.verifying import verify_journal
from boxmalls.privacy.rights.housekeeping import clear_what_is_due
from boxmalls.privacy.rights.models import Erasure
from boxmalls.privacy.vault.backup_keys import backup_keys, newest_of
from config.env import env
from ops.backups.logical import DUMP, dump
from ops.backups.programs import server_of
from ops.backups.sealing import SealedBox
from proofs.ground import Ground as Outside
from proofs.people import someone
from proofs.places import Declared, Place, all_places
from proofs.shapes import Search
from tests.rights.twin.comparing import Whom, differences
from tests.rights.twin.fate import fated
from tests.rights.twin.plans import Plan, plans
from tests.rights.twin.snapshot import take_snapshot
from tests.rights.twin.workload import BEGIN, make_ground, run
from tests.rights.twin.world import THE_ONE, Ground, Step, tells
from tests.rights.undone import undone

TOLD = ("given", "family", "email", "phone", "street", "words", "parcel")
SEASON = timedelta(days=60)
NIGHT = timedelta(days=1)
KINDS = ("shop", "safe")
FOLDERS = ("log", "media", "mail", "search", "exports", "tmp", *(f"pg/{kind}/{folder}" for kind in KINDS for folder in ("base/pgsql_tmp", "pg_wal")))
"""Stores of files. Something is put into each, so that it is known that it would be found there."""

LEAST = frozenset({"safe table", "safe index", "safe wal", "shop wal", "dump of the safe, opened"})
"""Where something of everybody lies just after they went, or lay while they were here."""

PLANTED = someone("planted in every store of files")

type Seen = set[tuple[str, str]]


@dataclass(slots=True)
class Joined:
    """A shop in which plans are lived one after another, a season each."""

    ground: Ground
    outside: Outside
    seasons: int = 0

    def live(self, plan: Plan) -> None:
        """Both lives, and what is left of the second."""
        self.seasons += 1
        fortune, begin = f"{plan.chance}.{self.seasons}", BEGIN + SEASON * self.seasons
        told = tells(fortune, THE_ONE)
        search = Search({name: getattr(told, name) for name in TOLD} | {"planted": PLANTED.email})
        steps = [step for step in plan.steps if step.verb != "take_their_address"]  # It would rightly be somebody's then.
        with undone(), fated(fortune) as fate:
            run(self.ground, steps, fate, without=THE_ONE, capture=TestCase.captureOnCommitCallbacks, begin=begin)
            never = take_snapshot()
        before: Seen = set()
        with fated(fortune) as fate:
            world = run(self.ground, self._copied(steps, search, before), fate, without=None, capture=lambda **_: nullcontext(), begin=begin)
            assert verify_journal(at=fate.at).findings == ()
            night = fate.at + NIGHT
        whom = Whom(str(world.person(THE_ONE).pk), str(self.ground.stand_in.pk), frozenset(map(str, world.seen_by_the_one)))
        assert differences(take_snapshot(), never, whom=whom) == [], plan
        with planted(self.outside.home) as kinds:
            before |= found(search, everything(self.outside))
        assert kinds <= {kind for kind, value in before if value == "planted"}, "not every store is looked into"
        clear(night)
        left = found(search, everything(self.outside))
        assert left == set(), f"{sorted(left)} after {plan}"
        theirs = {kind for kind, value in before if value != "planted"}
        assert theirs >= LEAST, f"nothing was found in {sorted(LEAST - theirs)} before: {plan}"
        sys.stdout.write(f"{self.seasons}: nothing is left; before, something was in {', '.join(sorted(theirs))}\n")

    def _copied(self, steps: list[Step], search: Search, before: Seen) -> Iterator[Step]:
        """Before they go they carry their data away, and copies are taken of both databases, which lie there from then on."""
        for step in steps:
            if step.verb == "erase":
                yield Step(step.number - 1, THE_ONE, "carry_away")
                before |= found(search, files(self.outside))
                for kind in KINDS:
                    before |= found(search, [(f"dump of the {kind}, opened", [opened_dump(kind, self.outside.home, self.seasons)])])
            yield step


def found(search: Search, places: Iterable[tuple[str, Iterable[bytes]]]) -> Seen:
    """In which kind of store which of their values lies."""
    return {(kind, each.value) for kind, pieces in places for piece in pieces for each in search(piece)}


@contextmanager
def planted(home: Path) -> Iterator[set[str]]:
    """The positive control: a value in every store of files, each time in another shape, for as long as the block; the kinds of store."""
    email = PLANTED.email.encode()
    shapes = [email.upper(), base64.b64encode(email), PLANTED.email.encode("utf-16-le"), email.hex().encode(), gzip.compress(email), sha256(email).digest()]
    paths = [home / folder / f"{number}.planted" for number, folder in enumerate(FOLDERS)]
    for path, shape in zip(paths, cycle(shapes), strict=False):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"something before " + shape + b" and after")
    try:
        yield {kind_of_file(path.relative_to(home)) for path in paths}
    finally:
        for path in paths:
            path.unlink()


def clear(at: datetime) -> None:
    """The worker's housekeeping; what was removed just now is not all counted yet, and is cleared a little later."""
    until = time.monotonic() + 120
    while Erasure.objects.filter(bytes_gone_at=None).exists():
        assert time.monotonic() < until, "housekeeping does not end"
        clear_what_is_due(at=at)


def opened_dump(kind: str, home: Path, number: int) -> bytes:
    """A sealed dump that stays where backups lie; what is in it for whoever has the key, while there is one."""
    where = home / "backups" / kind / f"season-{number}"
    where.mkdir(parents=True)
    box = SealedBox.make(newest_of(backup_keys(env, kind)))
    server = server_of(env, kind)
    dump(server, where, box)
    with box.open(DUMP, where / DUMP) as opened:
        done = subprocess.run(server.command("pg_restore", "--data-only", "--file=-"), input=opened.read(), capture_output=True, check=True)
    return done.stdout


def everything(outside: Outside) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Every place of the shop, and all other files of its databases: the kind of store, and what is in it."""
    for place in all_places(outside, Declared()):
        yield kind_of_place(place), place.pieces
    for path in sorted((outside.home / "pg").rglob("*")):
        where = path.relative_to(outside.home)
        if path.is_file() and not path.is_symlink() and "base" not in where.parts:
            yield kind_of_file(where), [path.read_bytes()]


def files(outside: Outside) -> Iterator[tuple[str, Iterable[bytes]]]:
    """The stores of files beside the databases."""
    for path in sorted(path for folder in FOLDERS if not folder.startswith("pg/") for path in (outside.home / folder).rglob("*")):
        if path.is_file():
            yield kind_of_file(path.relative_to(outside.home)), [path.read_bytes()]


def kind_of_place(place: Place) -> str:
    """`safe rows`, `shop index`, `mail`, …"""
    if place.name.startswith(("file ", "mail")):
        return kind_of_file(Path(place.name.removeprefix("file "))) if place.name.startswith("file ") else "mail"
    cluster, _colon, rest = place.name.partition(":")
    kind = next((kind for kind in ("table", "index", "statistics", "temporary") if kind in rest.split(" ")[:3] and " " in rest), "rows")
    return f"{cluster} {kind}"


def kind_of_file(where: Path) -> str:
    """`log`, `mail`, `shop wal`, …"""
    if where.parts[0] != "pg":
        return where.parts[0]
    return f"{where.parts[1]} {'wal' if 'pg_wal' in where.parts else 'temporary' if 'pgsql_tmp' in where.parts else 'other files'}"


def live_joined(begin: int, examples: int, people: int, moments: int) -> None:
    """Live plans that are drawn from a number on."""
    with fated("ground") as fate:
        fate.turn("ground", BEGIN)
        joined = Joined(make_ground(), Outside(Path(env.home), 0, dict(os.environ)))
    told = settings(max_examples=examples, database=None, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    lively = plans(people=people, moments=moments).filter(lambda plan: plan.size >= 5)
    seed(begin)(told(given(plan=lively)(joined.live)))()
