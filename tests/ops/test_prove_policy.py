"""Clause mutation in a small size: a handful of handlers are switched off, each is missed by its own proofs and by no others."""

import os
import subprocess
import sys

import pytest

from config.env import PROJECT
from ops.prove_policy import NONE, Bound, bindings, main, report, sample

A, B = "tests/clauses/a.py::test_a", "tests/clauses/b.py::test_b"
BOUND = {"s-2-i:order": Bound((A,), frozenset({A}))}


@pytest.mark.slow
def test_a_handful_of_handlers_by_lot_is_missed_by_exactly_their_own_proofs():
    """Each commit draws others; what was drawn is printed, and `--seed` draws it again."""
    here = {**os.environ, "PYTEST_XDIST_WORKER": "switching"}  # So that it stands on this suite's clusters, with databases of its own.
    command = [sys.executable, "-m", "ops.prove_policy", "--workers=1", "--sample=6"]
    told = subprocess.run(command, cwd=PROJECT, env=here, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout + told.stderr
    assert "killed 6 of 6 bound handlers (100%)" in told.stdout


def test_a_lot_draws_the_same_again_one_of_each_way_and_in_time_everything():
    bound = bindings()
    ways = {each.way for each in bound.values()}
    assert ways == {"nothing", "answer", "door", "own"}
    drawn = [sample(bound, 6, seed=f"{number}") for number in range(300)]
    assert drawn[7] == sample(bound, 6, seed="7") != drawn[8]
    assert all(len(set(each)) == 6 and {bound[code].way for code in each} == ways for each in drawn)
    assert {code for each in drawn for code in each} == set(bound)
    assert sorted(sample(bound, 1000, seed="1")) == sorted(bound)


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        ({A: "passed", B: "passed"}, f"did not notice: {A}"),
        ({A: "not called, passed", B: "passed"}, f"did not notice: {A}"),
        ({A: "AssertionError", B: "KeyError"}, f"failed, and is not its: {B}"),
    ],
)
def test_a_handler_that_nobody_misses_or_everybody_does_is_told_by_the_exit_code(capsys, outcome, said):
    assert report({NONE: {A: "passed", B: "passed"}, "s-2-i:order": outcome}, BOUND, 1.0) == 1
    assert said in capsys.readouterr().out


def test_proofs_that_fail_with_everything_on_prove_nothing(capsys):
    outcome = {A: "AssertionError", B: "passed"}
    assert report({NONE: outcome, "s-2-i:order": outcome}, BOUND, 1.0) == 1
    assert "fails with everything on" in capsys.readouterr().out


def test_exactly_its_own_proofs_is_right(capsys):
    assert report({NONE: {A: "passed", B: "passed"}, "s-2-i:order": {A: "AssertionError", B: "not called, passed"}}, BOUND, 1.0) == 0
    assert "killed 1 of 1 bound handlers (100%)" in capsys.readouterr().out


def test_a_binding_that_is_not_there_is_told_in_words(capsys):
    assert main(["s-9:nothing"]) == 2
    assert "Nothing is bound as s-9:nothing" in capsys.readouterr().out
