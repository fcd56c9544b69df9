"""
The restore drill: a copy at every step of a workload, people erased afterwards, each copy brought back with the newest safe and with older
ones. The erased stay unreadable, the living whole. `proofs/drill.py` does the same to a shop that truly runs, from outside.
"""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from datetime import timedelta
from itertools import product

import pytest
from django.core.management import call_command
from django.db import connections

from boxmalls.accounts.models import Address
from boxmalls.accounts.signin.models import User
from boxmalls.accounts.testing import make_account, make_address
from boxmalls.privacy.models import Person
from boxmalls.privacy.rights.erasing import erase_person, must_replay, receipt_by_token
from boxmalls.privacy.rights.rows import count_rows
from boxmalls.privacy.rights.scan import scan
from boxmalls.privacy.rights.testing import remember
from boxmalls.privacy.testing import AT
from boxmalls.privacy.vault import unwrap
from boxmalls.privacy.vault.backup_keys import backup_keys, newest_of
from boxmalls.privacy.vault.models import BlindEntry, PersonKey, Tombstone
from config.env import PROJECT, env
from config.env.credentials import Credentials
from ops.backups.logical import dump, restore
from ops.backups.programs import server_of
from ops.backups.sealing import SealedBox

pytestmark = pytest.mark.django_db(databases=["default", "safe"], transaction=True)

FULL = os.environ.get("BOXMALLS_PROOF_SIZE") == "full"
KINDS = ("shop", "safe")
LATER = AT + timedelta(days=1)


class Copies:
    """Copies of both databases, one for each step, and the way back to any pair of them."""

    def __init__(self, folder):
        self.folder = folder
        self.boxes = {}
        self.count = 0

    def take(self):
        for kind in KINDS:
            where = self.folder / f"{kind}-{self.count}"
            where.mkdir()
            box = self.boxes[kind, self.count] = SealedBox.make(newest_of(backup_keys(env, kind)))
            dump(server_of(env, kind), where, box)
        self.count += 1
        return self.count - 1

    def bring_back(self, **wanted):
        for connection in connections.all(initialized_only=True):
            connection.close()
        for kind, number in wanted.items():
            restore(server_of(env, kind), self.folder / f"{kind}-{number}", self.boxes[kind, number], credentials=Credentials.read(env.home, kind))


def email(number):
    return f"zofia{number}@canary.example"


def join(number):
    person = make_account(email(number), password=None, at=AT)
    make_address(person, line1=f"Kanarkowa {number}", at=AT)
    return remember(person, email=email(number)).pk


def reads(person_id):
    """What somebody with both databases can read of a person's address."""
    return [address.line1 for address in unwrap(Address.objects.filter(person_id=person_id)) if address.line1]


def is_whole(person_id, number):
    return (reads(person_id), User.objects.filter(email=email(number)).count()) == ([f"Kanarkowa {number}"], 1)


def is_forgotten(person_id, number):
    left = [PersonKey.objects.filter(person_id=person_id).exists(), BlindEntry.objects.filter(person_id=person_id).exists(), bool(count_rows(person_id))]
    return not any(left) and Tombstone.objects.filter(person_id=person_id).exists() and not scan([email(number)], folders=[])


def test_each_copy_brought_back_with_the_newest_safe_and_with_older_ones(tmp_path):
    copies = Copies(tmp_path)
    steps = 6 if FULL else 3
    people = []
    for number in range(steps):
        people.append(join(number))
        copies.take()
    erased = people[: steps - 1 : 2] if FULL else people[:1]
    for person_id in erased:
        erase_person(person=person_id, site_code="eu", at=LATER, receipt_token=f"receipt {person_id}")
    newest = copies.take()
    pairs = list(product(range(newest + 1), repeat=2)) if FULL else [(0, newest), (newest - 1, newest), (newest, 1), (1, 1)]
    for shop, safe in pairs:
        copies.bring_back(shop=shop, safe=safe)
        known = people[: min(shop, safe) + 1]
        if shop < newest and safe < newest:
            assert reads(people[0]) == ["Kanarkowa 0"], "the positive control: without the replay an erased person can be read"
        call_command("replay_erasures")
        for number, person_id in enumerate(people):
            if person_id in erased:
                assert is_forgotten(person_id, number), f"person {number} came back with shop {shop} and safe {safe}"
                assert receipt_by_token(f"receipt {person_id}").done_at
            elif person_id in known:
                assert is_whole(person_id, number), f"person {number} was harmed with shop {shop} and safe {safe}"
        assert not must_replay()


def test_a_copy_from_the_middle_of_an_erasure_is_carried_to_its_end(tmp_path, monkeypatch):
    """The shop's copy says that the erasure was begun, the safe says that it is done: what was not gone then has to go now."""
    from boxmalls.privacy.rights.erasing import saga

    copies, person_id, steps = Copies(tmp_path), join(0), list(saga._steps())
    middle = []

    def with_a_copy():
        for step in steps:
            if step[0] == "rows":
                middle.append(copies.take())
            yield step

    monkeypatch.setattr(saga, "_steps", with_a_copy)
    erase_person(person=person_id, site_code="eu", at=LATER)
    monkeypatch.setattr(saga, "_steps", lambda: iter(steps))
    copies.bring_back(shop=middle[0])
    assert Person.objects.get(pk=person_id).erased_at, "it was begun"
    assert count_rows(person_id, databases=["default"]), "and not ended"
    call_command("replay_erasures")
    assert is_forgotten(person_id, 0)


def a_shop_that_remembers(tmp_path):
    """Six people, five of whom were erased; then shop and safe are brought back from before."""
    copies = Copies(tmp_path)
    people = [join(number) for number in range(6)]
    before = copies.take()
    for person_id in people[:5]:
        erase_person(person=person_id, site_code="eu", at=LATER)
    copies.bring_back(shop=before, safe=before)
    assert reads(people[0]) == ["Kanarkowa 0"], "only the file beside the backups knows"
    return people


def all_is_forgotten_again(people):
    return all(is_forgotten(person_id, number) for number, person_id in enumerate(people[:5])) and is_whole(people[5], 5) and not must_replay()


def test_killed_with_signal_9_again_and_again_the_replay_comes_to_its_end(tmp_path):
    people = a_shop_that_remembers(tmp_path)
    for ended in (1, 2, 4) if FULL else (2,):
        kill_when(lambda ended=ended: tombstones() >= ended)
        assert must_replay()
    call_command("replay_erasures")
    assert all_is_forgotten_again(people)


DIES = """
import os, signal, sys
import django
django.setup()
from django.core.management import call_command
from django.db import connections
left = [int(sys.argv[1])]
def count(execute, *given):
    left[0] -= 1
    if not left[0]:
        os.kill(os.getpid(), signal.SIGKILL)
    return execute(*given)
for alias in ("default", "safe"):
    connections[alias].execute_wrappers.append(count)
call_command("replay_erasures")
"""


def test_killed_with_signal_9_before_one_statement_after_another_the_replay_comes_to_its_end(tmp_path):
    """A process of its own each time, that dies without a word a little later than the one before; what was committed stands, and nothing else."""
    people = a_shop_that_remembers(tmp_path)
    step = 4 if FULL else 60
    ends = []
    while not ends or ends[-1] != 0:
        done = subprocess.run([sys.executable, "-c", DIES, str(step * (len(ends) + 1))], cwd=PROJECT, stdout=subprocess.DEVNULL, check=False)
        ends.append(done.returncode)
        assert done.returncode in (0, -signal.SIGKILL)
        assert must_replay() or all_is_forgotten_again(people), "done too early"
    assert len(ends) > 1, "nobody was killed"
    assert all_is_forgotten_again(people)


def test_who_joined_after_the_copy_signs_in_to_an_empty_account(tmp_path, capsys):
    copies = Copies(tmp_path)
    join(0)
    before = copies.take()
    late = join(1)
    after = copies.take()
    copies.bring_back(shop=before)
    assert not Person.objects.filter(pk=late).exists()
    call_command("replay_erasures")
    assert json.loads(capsys.readouterr().out) == {"replayed": 0, "taken_in": 1, "without_a_key": 0}
    assert Person.objects.get(pk=late).kind == Person.ACCOUNT
    assert reads(late) == []
    copies.bring_back(shop=after, safe=before)
    call_command("replay_erasures")
    assert json.loads(capsys.readouterr().out) == {"replayed": 0, "taken_in": 0, "without_a_key": 1}


def tombstones():
    return Tombstone.objects.count()


def kill_when(reached):
    """Start a replay as a process of its own, and kill it without a word as soon as it has come so far."""
    process = subprocess.Popen([sys.executable, "manage.py", "replay_erasures"], cwd=PROJECT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    until = time.monotonic() + 60
    while not reached():
        assert process.poll() is None, "it ended before it could be killed"
        assert time.monotonic() < until
        time.sleep(0.002)
    with suppress(ProcessLookupError):
        process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
