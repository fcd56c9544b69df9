"""
Clause mutation: all proofs of the policy are run again and again, each time with one handler switched off.

Loaded with `-p tests.switching` by `python -m ops.prove_policy`, which alone says which handlers: `--switch-off CODE,CODE`, and
where the outcome goes: `--matrix FILE`. One process, one set of databases; what is switched off is off in this process only.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from _pytest.runner import runtestprotocol


def pytest_addoption(parser: pytest.Parser) -> None:
    """Which handlers, and where to."""
    parser.addoption("--switch-off", default="", help="codes of bindings, separated by commas; `none` is a round with everything on")
    parser.addoption("--matrix", default="", help="a file for the outcome, as JSON")


def pytest_configure(config: pytest.Config) -> None:
    """Take over the running of the tests."""
    config.pluginmanager.register(Switching(config), "boxmalls-switching")


class Switching:
    """The rounds: one with everything on, then one for each binding."""

    def __init__(self, config: pytest.Config) -> None:
        self.codes = [code for code in config.getoption("--switch-off").split(",") if code]
        self.matrix = Path(config.getoption("--matrix"))

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run every test once for each round. Nothing is reported test by test: that some fail is what is wanted."""
        rounds = {code: self._round(session, code, last=code == self.codes[-1]) for code in self.codes}
        self.matrix.write_text(json.dumps(rounds))
        return True

    def _round(self, session: pytest.Session, code: str, *, last: bool) -> dict[str, str]:
        items = session.items
        with _off(code):
            return {item.nodeid: _run(item, None if last and each == len(items) else items[each % len(items)]) for each, item in enumerate(items, 1)}


def _off(code: str) -> Any:
    from contextlib import nullcontext

    from boxmalls.privacy.policy.bindings import BINDINGS
    from boxmalls.privacy.policy.switching import switched_off

    if code == "none":
        return nullcontext()
    binding = BINDINGS.get(code)
    if binding is None:
        raise pytest.UsageError(f"Nothing is bound as {code}.")
    return switched_off(binding.handler, binding.off)


def _run(item: pytest.Item, following: pytest.Item | None) -> str:
    """`passed`, or the last line of what went wrong."""
    item._initrequest()  # type: ignore[attr-defined]
    for report in runtestprotocol(item, log=False, nextitem=following):
        if not report.passed:
            return "skipped" if report.skipped else str(report.longrepr).strip().splitlines()[-1][:200]
    return "passed"
