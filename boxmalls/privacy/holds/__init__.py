"""Legal holds: what a court or an authority asks to keep is neither swept nor erased, until a day."""

from .actions import OnHold, check_not_held, hold, lift
from .queries import held_persons, holds_in_force

__all__ = ["OnHold", "check_not_held", "held_persons", "hold", "holds_in_force", "lift"]
