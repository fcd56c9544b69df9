"""What is usual and what is not: robust statistics of how many people somebody reads on a day. Plain functions; no database, no clock."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any

SOURCE = Path(__file__).parent / "watch.toml"
TO_A_STANDARD_DEVIATION = 1.4826


@dataclass(frozen=True, slots=True)
class Measure:
    """What of one role is unusual; each value is explained in `watch.toml`."""

    at_least: int
    times: float
    spread: float
    own_days: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Watch:
    """What `watch.toml` says."""

    leaves: int
    unsealed_hours: int
    findings: int
    days: int
    measures: Mapping[str, Measure]


def usual(days: Sequence[int]) -> float:
    """What is read on a usual day; one wild day among many does not move it."""
    return median(days) if days else 0


def is_unusual(count: int, days: Sequence[int], measure: Measure) -> bool:
    """Whether so many are too many, by the days before."""
    if count < measure.at_least:
        return False
    if not days:
        return count >= measure.unknown
    middle = median(days)
    deviation = TO_A_STANDARD_DEVIATION * median(abs(each - middle) for each in days)
    return count > max(measure.times * middle, middle + measure.spread * deviation)


@cache
def watch() -> Watch:
    """The declared values."""
    read: dict[str, Any] = tomllib.loads(SOURCE.read_text())
    measures = {role: Measure(**values) for role, values in read["reading"].items() if isinstance(values, dict)}
    return Watch(**read["journal"], days=read["reading"]["days"], measures=measures)
