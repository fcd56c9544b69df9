"""Amounts in minor units. No floats, no lost cents."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Self


class Rounding(StrEnum):
    """How half a minor unit is rounded; stored with the site."""

    HALF_UP = "half_up"
    HALF_EVEN = "half_even"
    DOWN = "down"


class CurrencyMismatch(ValueError):
    """Two amounts of different currencies met. A bug, never the visitor's doing."""


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in minor units of one currency (ISO 4217)."""

    minor: int
    currency: str

    def __add__(self, other: Self) -> "Money":
        self._same(other)
        return Money(self.minor + other.minor, self.currency)

    def __sub__(self, other: Self) -> "Money":
        self._same(other)
        return Money(self.minor - other.minor, self.currency)

    def __mul__(self, quantity: int) -> "Money":
        return Money(self.minor * quantity, self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.minor, self.currency)

    def __bool__(self) -> bool:
        return self.minor != 0

    def _same(self, other: "Money") -> None:
        if self.currency != other.currency:
            raise CurrencyMismatch(f"{self.currency} met {other.currency}")


def divide(numerator: int, denominator: int, rounding: Rounding = Rounding.HALF_UP) -> int:
    """An integer quotient, rounded as told, symmetric about zero."""
    if denominator <= 0:
        raise ValueError("The denominator must be positive.")
    sign = -1 if numerator < 0 else 1
    whole, rest = divmod(abs(numerator), denominator)
    twice = 2 * rest
    up = {
        Rounding.DOWN: False,
        Rounding.HALF_UP: twice >= denominator,
        Rounding.HALF_EVEN: twice > denominator or (twice == denominator and whole % 2 == 1),
    }[rounding]
    return sign * (whole + up)


def share(minor: int, basis_points: int, rounding: Rounding = Rounding.HALF_UP) -> int:
    """So many hundredths of a percent of an amount, in minor units."""
    return divide(minor * basis_points, 10_000, rounding)


def included_share(minor: int, basis_points: int, rounding: Rounding = Rounding.HALF_UP) -> int:
    """The tax contained in a price that includes it, in minor units."""
    return divide(minor * basis_points, 10_000 + basis_points, rounding)


def split_by_weights(total: int, weights: Sequence[int]) -> list[int]:
    """
    Split an amount in proportion; the parts sum to the total exactly.

    By largest remainder (Hamilton); ties go to the earlier part. Weights that are all zero split evenly.
    """
    if not weights:
        raise ValueError("There is nobody to share with.")
    if any(weight < 0 for weight in weights):
        raise ValueError("A weight is negative.")
    if total < 0:
        return [-part for part in split_by_weights(-total, weights)]
    whole = sum(weights)
    if whole == 0:
        return split_by_weights(total, [1] * len(weights))
    parts = [total * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda i: (-(total * weights[i] % whole), i))
    for index in by_remainder[: total - sum(parts)]:
        parts[index] += 1
    return parts


def split_evenly(total: int, ways: int) -> list[int]:
    """Split an amount into equal parts; the first parts take the odd minor units."""
    return split_by_weights(total, [1] * ways)
