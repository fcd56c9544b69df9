"""
Clause mutation: all proofs of the policy are run again and again, each time with one handler switched off.

Loaded with `-p tests.switching` by `python -m ops.prove_policy`, which alone says which handlers: `--switch-off CODE,CODE`, and
where the outcome goes: `--matrix FILE`. One process, one set of databases; what is switched off is off in this process only.

The first round has everything on, and notes which proof calls which handler. A proof that never calls a handler runs the same
whether it is on or off; so it is not run again, unless `--every` asks for it.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

type Round = dict[str, str]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Which handlers, and where to."""
    parser.addoption("--switch-off", default="", help="codes of bindings, separated by commas")
    parser.addoption("--matrix", default="", help="a file for the outcome, as JSON")
    parser.addoption("--every", action="store_true", help="run every proof in every round")


def pytest_configure(config: pytest.Config) -> None:
    """Take over the running of the tests."""
    config.pluginmanager.register(Switching(config), "boxmalls-switching")


class Switching:
    """The rounds: one with everything on, then one for each binding."""

    def __init__(self, config: pytest.Config) -> None:
        self.codes = [code for code in config.getoption("--switch-off").split(",") if code]
        self.matrix = Path(config.getoption("--matrix"))
        self.every: bool = config.getoption("--every")
        self.called: dict[str, set[str]] = defaultdict(set)
        self.now = ""

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Nothing is reported test by test: that some fail is what is wanted."""
        from boxmalls.privacy.policy.switching import switched_off

        items = session.items
        with self._listening():
            outcome = self._round(items, items[0])
        rounds = {"none": outcome}
        for code in self.codes:
            binding = self._binding(code)
            again = [item for item in items if self.every or item.nodeid in self.called[code]]
            with switched_off(binding.handler, binding.off):
                rounds[code] = {**{name: f"not called, {words}" for name, words in outcome.items()}, **self._round(again, items[0])}
        session._setupstate.teardown_exact(None)
        self.matrix.write_text(json.dumps(rounds))
        return True

    def _round(self, items: list[pytest.Item], afterwards: pytest.Item) -> Round:
        return {item.nodeid: self._run(item, following) for item, following in zip(items, [*items[1:], afterwards], strict=True)} if items else {}

    def _run(self, item: pytest.Item, following: pytest.Item) -> str:
        """`passed`, or the last line of what went wrong."""
        self.now = item.nodeid
        item._initrequest()  # type: ignore[attr-defined]
        for report in runtestprotocol(item, log=False, nextitem=following):
            if not report.passed:
                return "skipped" if report.skipped else str(report.longrepr).strip().splitlines()[-1][:200]
        return "passed"

    @contextmanager
    def _listening(self) -> Iterator[None]:
        """Every handler says when it is called, and by which proof."""
        from boxmalls.privacy.policy.switching import switched_off

        handlers: dict[str, list[Any]] = defaultdict(list)
        for code in self.codes:
            handlers[self._binding(code).handler].append(self._binding(code))
        with ExitStack() as stack:
            for path, bindings in handlers.items():
                stack.enter_context(switched_off(path, self._listener(bindings)))
            yield

    def _listener(self, bindings: list[Any]) -> Any:
        def heard(handler: Any, *given: Any, **named: Any) -> Any:
            for binding in bindings:
                concerns = getattr(binding.off, "concerns", None)
                if concerns is None or concerns(*given, **named):
                    self.called[binding.code].add(self.now)
            return handler(*given, **named)

        return heard

    def _binding(self, code: str) -> Any:
        from boxmalls.privacy.policy.bindings import BINDINGS

        binding = BINDINGS.get(code)
        if binding is None:
            raise pytest.UsageError(f"Nothing is bound as {code}.")
        return binding
