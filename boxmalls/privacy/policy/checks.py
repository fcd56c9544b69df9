"""The policy is bound whole, or the product does not start."""

from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.core.checks import Warning as Caution

from .bindings import BINDINGS
from .clauses import problems
from .handlers import find_function

TAG = "policy"


def install() -> None:
    """Let Django run the checks at each start."""
    register(check_clauses, TAG)
    register(check_bindings, TAG)


def check_clauses(**_options: Any) -> list[CheckMessage]:
    """Each sentence has one status, and together they are the policy."""
    return [Caution(words, id="privacy.W010") for words in problems()]


def check_bindings(**_options: Any) -> list[CheckMessage]:
    """Each handler is there."""
    found: list[CheckMessage] = []
    for binding in BINDINGS:
        try:
            find_function(binding.handler)
        except ImportError as wrong:
            found.append(Error(f"{binding.code} has no handler: {wrong}", id="privacy.E011"))
    return found
