"""
A plan lived twice in a shop of its own, where it is committed: the rows are held side by side, then every byte of every file is searched.

Each plan is lived without the one first, which is undone. Then it is lived, copies of both databases are taken, they are
erased; and after the comparison the values that they told are looked for, in all shapes of `proofs/shapes.py`: where bytes lie before housekeeping,
and that they lie nowhere after it.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from django.test import TestCase
from hypothesis import HealthCheck, Phase, given, seed, settings

from boxmalls.orders.testing import react
from boxmalls.privacy.journal.verifying import verify_journal
from boxmalls.privacy.rights.housekeeping import clear_what_is_due
from boxmalls.privacy.rights.models import Erasure
from boxmalls.privacy.vault.backup_keys import backup_keys, newest_of
from config.env import env
from ops.backups.logical import DUMP, dump
from ops.backups.programs import server_of
from ops.backups.sealing import SealedBox
from proofs.ground import Ground as Outside
from proofs.shapes import Search
from proofs.stores import PLANTED, Seen, everything, files, found, planted
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
LAST = ("order", "be_looked_at", "carry_away")
"""What everybody does, or has done to them, before they go, so that there is something of them in every store that can have something."""

LEAST = frozenset({"safe table", "safe index", "safe wal", "shop table", "shop wal", *(f"dump of the {kind}, opened" for kind in KINDS)})
"""Where that lies just after they went, or lay while they were here; and in the mail, but of those who limited what is done with their data."""


@dataclass(slots=True)
class Joined:
    """A shop in which plans are lived one after another, a season each."""

    ground: Ground
    outside: Outside
    seasons: int = 0
    seen: set[str] = field(default_factory=set)

    def live(self, plan: Plan) -> None:
        """Both lives, and what is left of the second."""
        self.seasons += 1
        fortune, begin = f"{plan.chance}.{self.seasons}", BEGIN + SEASON * self.seasons
        told = tells(fortune, THE_ONE)
        search = Search({name: getattr(told, name) for name in TOLD} | PLANTED)
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
        differing = differences(take_snapshot(), never, whom=whom)
        assert differing == [], f"{differing} after {plan}"
        with planted(self.outside) as kinds:
            before |= found(search, everything(self.outside))
        assert kinds <= {kind for kind, value in before if value == "planted"}, "not every store is looked into"
        clear(night)
        left = found(search, everything(self.outside))
        assert left == set(), f"{sorted(left)} after {plan}"
        theirs = {kind for kind, value in before if value != "planted"}
        assert theirs >= LEAST, f"nothing was found in {sorted(LEAST - theirs)} before: {plan}"
        self.seen |= theirs
        sys.stdout.write(f"{self.seasons}: nothing is left; before, something was in {', '.join(sorted(theirs))}\n")

    def _copied(self, steps: list[Step], search: Search, before: Seen) -> Iterator[Step]:
        """Before they go copies are taken of both databases, which lie there from then on."""
        for step in steps:
            if step.verb == "erase":
                yield from (Step(step.number - len(LAST) + place, THE_ONE, verb) for place, verb in enumerate(LAST))
                before |= found(search, files(self.outside))
                for kind in KINDS:
                    before |= found(search, [(f"dump of the {kind}, opened", [opened_dump(kind, self.outside.home, self.seasons)])])
            yield step


def clear(at: datetime) -> None:
    """The worker's housekeeping; what was removed just now is not all counted yet, and is cleared a little later."""
    until = time.monotonic() + 600
    while Erasure.objects.filter(bytes_gone_at=None).exists():
        assert time.monotonic() < until, "housekeeping does not end"
        clear_what_is_due(at=at)
        time.sleep(0.5)


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


def live_joined(begin: int, examples: int, people: int, moments: int) -> None:
    """Live plans that are drawn from a number on."""
    with fated("ground") as fate:
        fate.turn("ground", BEGIN)
        joined = Joined(make_ground(), Outside(Path(env.home), 0, dict(os.environ)))
        react(at=BEGIN)  # Whatever happened here before has been heard of.
    told = settings(max_examples=examples, database=None, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    lively = plans(people=people, moments=moments).filter(lambda plan: plan.size >= 5)
    seed(begin)(told(given(plan=lively)(joined.live)))()
    assert "mail" in joined.seen, "nobody got a letter"
