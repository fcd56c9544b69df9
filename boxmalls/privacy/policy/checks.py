"""The policy is bound whole, or the product does not start."""

from typing import Any

from django.core.checks import CheckMessage, Error, register

from .bindings import BINDINGS
from .clauses import problems
from .handlers import find_function
from .tracing import lines_to_add, unmapped

TAG = "policy"


def install() -> None:
    """Let Django run the checks at each start."""
    register(check_clauses, TAG)
    register(check_bindings, TAG)
    register(check_trace, TAG)


def check_clauses(**_options: Any) -> list[CheckMessage]:
    """Each sentence has one status, and together they are the policy."""
    return [Error(words, id="privacy.E010") for words in problems()]


def check_bindings(**_options: Any) -> list[CheckMessage]:
    """Each handler is there."""
    found: list[CheckMessage] = []
    for binding in BINDINGS:
        try:
            find_function(binding.handler)
        except ImportError as wrong:
            found.append(Error(f"{binding.code} has no handler: {wrong}", id="privacy.E011"))
    return found


def check_trace(**_options: Any) -> list[CheckMessage]:
    """Each address, column, cookie and task serves a clause. What only the source tells, a test looks for."""
    return [
        Error(f"{each.kind} {each.name} serves no clause.", hint=f"Say in promises.py of its room which it serves. {lines_to_add([each])}", id="privacy.E012")
        for each in unmapped(read_source=False)
    ]
