"""Every proof stands in its small size, against a shop that is opened for it; and what is short is said and told by the exit code."""

import os
import subprocess
import sys

import pytest

from config.env import PROJECT
from config.env.reading import names
from proofs import Outcome, Proof, Size
from proofs.running import all_proofs, run_all

SIZE = os.environ.get("BOXMALLS_PROOF_SIZE", "small")


def prove(*arguments):
    environment = {name: value for name, value in os.environ.items() if name not in names()} | {"PYTHONPATH": str(PROJECT)}
    return subprocess.run([sys.executable, "-m", "ops", "prove", *arguments], cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_every_proof_stands():
    told = prove("--size", SIZE)
    assert told.returncode == 0, told.stdout + told.stderr
    assert sum(line.startswith("holds ") for line in told.stdout.splitlines()) == len(all_proofs())


A_SHOP_WITHOUT_A_SHOP = """
import sys
from contextlib import nullcontext
from types import SimpleNamespace
from proofs import Outcome, Proof, running
running.open_ground = lambda: nullcontext(SimpleNamespace(home="nowhere"))
running.all_proofs = lambda: [Proof("given", "As given", lambda ground, size: Outcome(2, %(held)s, "nothing", control_failed=%(failed)s))]
from proofs.__main__ import main
sys.argv = ["boxmalls prove"]
sys.exit(main())
"""


@pytest.mark.parametrize(("held", "failed", "code"), [(2, True, 0), (1, True, 1), (2, False, 1)])
def test_the_exit_code_tells_what_is_short(held, failed, code):
    script = A_SHOP_WITHOUT_A_SHOP % {"held": held, "failed": failed}
    told = subprocess.run(
        [sys.executable, "-c", script], cwd=PROJECT, env={**os.environ, "PYTHONPATH": str(PROJECT)}, capture_output=True, text=True, check=False
    )
    assert told.returncode == code, told.stdout + told.stderr
    assert ("1 of 1 proofs stand" in told.stdout) is (code == 0)


def test_a_proof_that_is_not_there_is_told_in_words():
    told = prove("nothing-of-the-kind")
    assert told.returncode == 2
    assert "There is no proof nothing-of-the-kind" in told.stderr


def test_every_proof_is_listed():
    told = prove("--list")
    assert told.returncode == 0
    assert all(proof.code in told.stdout and proof.words in told.stdout for proof in all_proofs())


def broken(ground, size):
    raise RuntimeError("a value that must not be shown")


@pytest.mark.parametrize(
    ("run", "says"),
    [
        (lambda ground, size: Outcome(3, 2, "nothing", control_failed=True, short=("one of three",)), "SHORT"),
        (lambda ground, size: Outcome(3, 3, "nothing", control_failed=False), "DID NOT FAIL"),
        (lambda ground, size: Outcome(0, 0, "nothing", control_failed=True), "SHORT"),
        (broken, "BROKE"),
    ],
)
def test_what_is_short_is_said_and_counts_against_all(run, says):
    lines = []
    good = Proof("good", "Good", lambda ground, size: Outcome(1, 1, "nothing", control_failed=True))
    assert not run_all([Proof("bad", "Bad", run), good], None, Size.SMALL, lines.append)
    assert says in lines[0]
    assert lines[-1] == "1 of 2 proofs stand."
    assert "must not be shown" not in "".join(lines)
    assert run_all([good], None, Size.SMALL, lines.append)
