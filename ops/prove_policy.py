"""
Proves the proofs of the policy: `python -m ops.prove_policy [CODE …]`, or `make prove-policy`.

One bound handler at a time is switched off, in processes of its own that serve nobody. The proofs of its sentence must fail, and
those of all others must not. The whole matrix is printed; the exit code is 1 if a handler could be missing without being missed.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from config.env import PROJECT

NONE = "none"
PROOFS = "tests/clauses"
WORKERS = 2

type Round = dict[str, str]


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of the proofs while one handler was off."""

    code: str
    own: tuple[str, ...]
    outcome: Round

    @property
    def failed(self) -> list[str]:
        return sorted(test for test, words in self.outcome.items() if words != "passed")

    @property
    def survived(self) -> list[str]:
        """Its own proofs that did not notice."""
        return [test for test in self.own if test not in self.failed]

    @property
    def astray(self) -> list[str]:
        """Proofs of others that failed."""
        return [test for test in self.failed if test not in self.own]

    @property
    def killed(self) -> bool:
        """Whether exactly its own proofs noticed."""
        return not self.survived and not self.astray


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the rounds, print the matrix and the score."""
    chosen = _parse(arguments)
    bound = bindings()
    codes = [code for code in bound if not chosen.codes or code in chosen.codes]
    unknown = sorted(set(chosen.codes) - set(bound))
    if unknown:
        print(f"Nothing is bound as {', '.join(unknown)}.")
        return 2
    began = time.monotonic()
    rounds = run_rounds([codes[each :: chosen.workers] for each in range(chosen.workers)], chosen.tests)
    return report(rounds, {code: bound[code] for code in codes}, time.monotonic() - began)


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("codes", nargs="*", help="codes of bindings, such as s-2-i:_order; all, if none is named")
    parser.add_argument("--workers", type=int, default=WORKERS)
    parser.add_argument("--tests", nargs="*", default=[PROOFS], help="which proofs to run in each round")
    return parser.parse_args(arguments)


def bindings() -> dict[str, tuple[str, ...]]:
    """Every binding's code, with its proofs."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from boxmalls.privacy.policy.bindings import BINDINGS

    return {binding.code: binding.tests for binding in BINDINGS}


def run_rounds(shares: list[list[str]], tests: list[str]) -> dict[str, Round]:
    """Each worker has a share of the handlers, and first a round with everything on."""
    with tempfile.TemporaryDirectory(prefix="prove-policy-") as folder:
        shares = [share for share in shares if share]
        started = [_start([NONE, *share], tests, Path(folder) / f"{number}.json") for number, share in enumerate(shares)]
        told = [process.communicate()[0] for process, _file in started]
        rounds: dict[str, Round] = {}
        for (_process, file), words in zip(started, told, strict=True):
            if not file.exists():
                raise SystemExit(f"The proofs could not be run.\n{words}")
            rounds |= json.loads(file.read_text())
    return rounds


def _start(codes: list[str], tests: list[str], file: Path) -> "tuple[subprocess.Popen[str], Path]":
    options = ["-p", "tests.switching", "--switch-off", ",".join(codes), "--matrix", str(file), "-n0", "-q", "-p", "no:cacheprovider"]
    command = [sys.executable, "-m", "pytest", *tests, *options]
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    return subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True), file


def report(rounds: dict[str, Round], bound: dict[str, tuple[str, ...]], seconds: float) -> int:
    """Print one line for each handler, then the score. Returns 0 if each was missed by its own proofs and by no others."""
    broken = {test: words for test, words in rounds[NONE].items() if words != "passed"}
    for test, words in broken.items():
        print(f"fails with everything on: {test}\n    {words}")
    judged = [Judged(code, own, rounds[code]) for code, own in bound.items()]
    width = max(len(each.code) for each in judged)
    print(f"{'switched off':{width}}  own failed  others failed")
    for each in judged:
        own, others = len(each.own), len(each.outcome) - len(each.own)
        line = f"{each.code:{width}}  {own - len(each.survived):>4} of {own:<3} {len(each.astray):>4} of {others}"
        print(line if each.killed else f"{line}  <-- wrong")
        for test in each.survived:
            print(f"    did not notice: {test}")
        for test in each.astray:
            print(f"    failed, and is not its: {test}\n        {each.outcome[test]}")
    killed, runs = sum(each.killed for each in judged), sum(len(each.outcome) for each in judged)
    print(f"killed {killed} of {len(judged)} bound handlers ({killed / len(judged):.0%}), {runs} runs of proofs, {seconds:.0f} s")
    return 0 if killed == len(judged) and not broken else 1


if __name__ == "__main__":
    sys.exit(main())
