"""The only place that reads the process environment: typed, read once, and loud at start about all that is wrong."""

import os
import sys
from functools import cache
from typing import Any

from config.env.reading import EnvironmentProblems, read
from config.env.variables import PROJECT, Env

__all__ = ["PROJECT", "Env", "EnvironmentProblems", "env", "read"]

env: Env


def __getattr__(name: str) -> Any:
    """Read the environment when `env` is first asked for, not when a neighbour is imported."""
    if name == "env":
        return _read_or_leave()
    raise AttributeError(name)


@cache
def _read_or_leave() -> Env:
    try:
        return read(os.environ)
    except EnvironmentProblems as problems:
        sys.exit(str(problems))
