"""
Proves the proofs of the policy: `python -m ops.prove_policy [CODE …]`, or `make prove-policy`; `--sample 6` takes a few by lot.

One bound handler at a time is switched off, in processes of their own that serve nobody. Its own proofs must fail, and the proofs
of other clauses must not. The whole matrix is printed; the exit code is 1 if a handler could be missing without being missed.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from config.env import PROJECT

NONE = "none"
PROOFS = "tests/clauses"
WORKERS = 2
PASSED = "passed"

type Round = dict[str, str]


@dataclass(frozen=True, slots=True)
class Bound:
    """A handler's own proofs, and all proofs of its clause."""

    own: tuple[str, ...]
    kin: frozenset[str]
    way: str = ""
    """How it is switched off: `nothing`, `answer`, `door`, or `own`."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of the proofs while one handler was off."""

    code: str
    bound: Bound
    outcome: Round

    @property
    def failed(self) -> list[str]:
        return sorted(test for test, words in self.outcome.items() if not words.endswith(PASSED))

    @property
    def survived(self) -> list[str]:
        """Its own proofs that did not notice."""
        return [test for test in self.bound.own if test not in self.failed]

    @property
    def astray(self) -> list[str]:
        """Proofs of other clauses that failed."""
        return [test for test in self.failed if test not in self.bound.kin]

    @property
    def killed(self) -> bool:
        """Whether its own proofs noticed, and those of no other clause did."""
        return not self.survived and not self.astray


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the rounds, print the matrix and the score."""
    chosen = _parse(arguments)
    bound = bindings()
    unknown = sorted(set(chosen.codes) - set(bound))
    if unknown:
        print(f"Nothing is bound as {', '.join(unknown)}. There are: {', '.join(bound)}.")
        return 2
    codes = chosen.codes or list(bound)
    if chosen.sample:
        codes = sample(bound, chosen.sample, seed=chosen.seed)
        chosen.tests = chosen.tests or sorted({test.partition("::")[0] for code in codes for test in bound[code].own})
        print(f"By lot {chosen.seed}, to be drawn again with --sample={chosen.sample} --seed={chosen.seed}: {', '.join(codes)}")
    chosen.tests = chosen.tests or [PROOFS]
    began = time.monotonic()
    shares = [codes[each :: chosen.workers] for each in range(chosen.workers)]
    rounds = run_rounds(shares, chosen.tests, every=chosen.every)
    return report(rounds, {code: bound[code] for code in codes}, time.monotonic() - began)


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("codes", nargs="*", help="codes of bindings, such as s-2-i:_order; all, if none is named")
    parser.add_argument("--workers", type=int, default=WORKERS)
    parser.add_argument("--every", action="store_true", help="run every proof in every round, even one that never calls the handler")
    parser.add_argument("--tests", action="append", help="which proofs to run in each round; all of the policy, if none is named")
    parser.add_argument("--sample", type=int, default=0, help="so many handlers by lot, at least one of each way to switch off, with their own files of proofs")
    parser.add_argument("--seed", default="", help="the lot; that of the source as it was committed, if none is named")
    chosen = parser.parse_args(arguments)
    chosen.seed = chosen.seed or _lot_of_the_source()
    return chosen


def _lot_of_the_source() -> str:
    """The name of the committed tree, so that each commit tries others; where there is none, the day."""
    asked = subprocess.run(["git", "rev-parse", "--short=12", "HEAD^{tree}"], cwd=PROJECT, capture_output=True, text=True, check=False)
    return asked.stdout.strip() or datetime.now(UTC).date().isoformat()


def sample(bound: dict[str, Bound], size: int, *, seed: str) -> list[str]:
    """So many handlers, the same for the same lot: one of each way to switch off first, as far as it goes."""
    drawn = sorted(bound, key=lambda code: sha256(f"{seed} {code}".encode()).digest())
    firsts = list({bound[code].way: code for code in reversed(drawn)}.values())
    return sorted(dict.fromkeys((*firsts, *drawn)), key=lambda code: (code not in firsts, drawn.index(code)))[:size]


def bindings() -> dict[str, Bound]:
    """Every binding's code, with its proofs and those of its clause."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from boxmalls.privacy.policy.bindings import BINDINGS
    from boxmalls.privacy.policy.clauses import clause_of

    by_clause: dict[str, set[str]] = defaultdict(set)
    for binding in BINDINGS:
        for sid in binding.sids:
            by_clause[clause_of(sid)] |= set(binding.tests)
    return {each.code: Bound(each.tests, frozenset().union(*(by_clause[clause_of(sid)] for sid in each.sids)), _way(each.off)) for each in BINDINGS}


def _way(off: Any) -> str:
    """How a binding is switched off."""
    name = getattr(off, "__qualname__", "")
    return "door" if hasattr(off, "concerns") else "answer" if name.startswith("gives.") else name if name == "nothing" else "own"


def run_rounds(shares: list[list[str]], tests: list[str], *, every: bool = False) -> dict[str, Round]:
    """Each worker has a share of the handlers, and first a round with everything on."""
    with tempfile.TemporaryDirectory(prefix="prove-policy-") as folder:
        shares = [share for share in shares if share]
        started = [_start(share, tests, Path(folder) / f"{number}.json", every=every) for number, share in enumerate(shares)]
        told = [process.communicate()[0] for process, _file in started]
        rounds: dict[str, Round] = {}
        for (_process, file), words in zip(started, told, strict=True):
            if not file.exists():
                raise SystemExit(f"The proofs could not be run.\n{words}")
            rounds |= json.loads(file.read_text())
    return rounds


def _start(codes: list[str], tests: list[str], file: Path, *, every: bool) -> "tuple[subprocess.Popen[str], Path]":
    options = [
        "-p",
        "tests.switching",
        "--switch-off",
        ",".join(codes),
        "--matrix",
        str(file),
        "-n0",
        "-q",
        "-p",
        "no:cacheprovider",
        *(["--every"] if every else []),
    ]
    command = [sys.executable, "-m", "pytest", *tests, *options]
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    return subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True), file


def report(rounds: dict[str, Round], bound: dict[str, Bound], seconds: float) -> int:
    """Print one line for each handler, then the score. Returns 0 if each was missed by its own proofs and by no others."""
    broken = {test: words for test, words in rounds[NONE].items() if words != PASSED}
    for test, words in broken.items():
        print(f"fails with everything on: {test}\n    {words}")
    judged = [Judged(code, proofs, rounds[code]) for code, proofs in bound.items()]
    width = max(len(each.code) for each in judged)
    print(f"{'switched off':{width}}  own failed  of other clauses")
    for each in judged:
        own, others = len(each.bound.own), len(each.outcome) - len(each.bound.own)
        line = f"{each.code:{width}}  {own - len(each.survived):>4} of {own:<3} {len(each.astray):>4} of {others}"
        print(line if each.killed else f"{line}  <-- wrong")
        for test in each.survived:
            print(f"    did not notice: {test}")
        for test in each.astray:
            print(f"    failed, and is not its: {test}\n        {each.outcome[test]}")
    killed, cells = sum(each.killed for each in judged), sum(len(each.outcome) for each in judged)
    called = sum(not words.startswith("not called") for each in judged for words in each.outcome.values())
    print(f"killed {killed} of {len(judged)} bound handlers ({killed / len(judged):.0%})")
    print(f"{cells} pairs of handler and proof, {called} of them run; {seconds:.0f} s")
    return 0 if killed == len(judged) and not broken else 1


if __name__ == "__main__":
    sys.exit(main())
