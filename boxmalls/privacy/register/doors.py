"""The policy's doors: twelve occasions, nine kinds. One for which nothing is declared is shut, and nothing comes in by it."""

from functools import cache

from django.utils.translation import gettext_lazy as _

from boxmalls.base.refusals import Refusal

from .declarations import Holding, Purpose
from .guards import SYSTEM_PURPOSES
from .registry import HOLDINGS, PURPOSES
from .vocabulary import Category, Occasion

type Door = Occasion | Category


class DoorIsShut(Refusal):
    """Somebody tried to collect on an occasion, or something of a kind, for which nothing is declared."""

    status = 409
    code = "door-is-shut"
    words = _("This is not collected here, so nothing was kept.")


class NotDeclared(Refusal):
    """Somebody tried to collect for a purpose that no table is declared for."""

    status = 409
    code = "not-declared"
    words = _("This is not collected here, so nothing was kept.")


@cache
def open_doors() -> frozenset[str]:
    """The clauses of the occasions and kinds for which something is declared. Asked once every room has spoken."""
    return frozenset(door.clause for holding in HOLDINGS for door in doors_of(holding))


def doors_of(holding: Holding) -> list[Door]:
    """The occasions on which, and the kinds of which, a table takes something in."""
    return [*(purpose.occasion for purpose in holding.purposes), *(category for category, _purpose in holding.fields.values())]


def check_door(door: Door) -> None:
    """
    Let in what the policy's register has a place for.

    :raises DoorIsShut: if nothing is declared for this occasion or kind.
    """
    if door.clause not in open_doors():
        raise DoorIsShut(clause=door.clause)


def check_declared(purpose: Purpose) -> None:
    """
    Let in what serves a purpose that some table is declared for.

    :raises NotDeclared: if none is.
    """
    if PURPOSES.get(purpose.code) is not purpose:
        raise NotDeclared(purpose=purpose.code)


def check_purpose(purpose: Purpose) -> None:
    """
    Look at both before anything is written. What the kernel does by itself (erasing, sweeping, merging) collects nothing.

    :raises DoorIsShut: if nothing is declared for its occasion.
    :raises NotDeclared: if no table is declared for it.
    """
    if purpose.code not in SYSTEM_PURPOSES:
        check_door(purpose.occasion)
        check_declared(purpose)


def check_holding(holding: Holding) -> None:
    """
    Look at a table that is declared after the start: it may join what is open, and open nothing.

    :raises DoorIsShut: if it would take in something by a door that is shut.
    """
    for door in doors_of(holding):
        check_door(door)
