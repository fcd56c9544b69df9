"""The only place that reads the process environment: typed, read once, and loud at start about all that is wrong."""

import os
import sys

from config.env.reading import EnvironmentProblems, read
from config.env.variables import PROJECT, Env

__all__ = ["PROJECT", "Env", "EnvironmentProblems", "env", "read"]


def _read_or_leave() -> Env:
    try:
        return read(os.environ)
    except EnvironmentProblems as problems:
        sys.exit(str(problems))


env = _read_or_leave()
