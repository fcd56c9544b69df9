"""What a proof is: something that is tried many times and has to hold each time, and a control that shows that it could have failed."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from proofs.ground import Ground


class Size(StrEnum):
    """How much is tried: `small` takes seconds, `full` takes as long as it needs."""

    SMALL = "small"
    FULL = "full"

    def of(self, *, small: int, full: int) -> int:
        """The number that goes with this size."""
        return small if self is Size.SMALL else full


@dataclass(frozen=True, slots=True)
class Outcome:
    """
    What came of it.

    :param control: what was switched off, or planted, so that the same check had to fail.
    :param control_failed: whether it did.
    :param short: what did not hold, in words; no value of a person's.
    """

    tried: int
    held: int
    control: str
    control_failed: bool
    short: tuple[str, ...] = ()

    @property
    def stands(self) -> bool:
        """Whether everything held, something was tried, and the control failed as it must."""
        return self.tried > 0 and self.held == self.tried and self.control_failed


@dataclass(frozen=True, slots=True)
class Proof:
    """
    One promise.

    :param code: its name on the command line, as `declared`.
    :param words: the promise, short enough for a line.
    """

    code: str
    words: str
    run: "Callable[[Ground, Size], Outcome]"
