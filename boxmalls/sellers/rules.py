"""What a seller sees of a buyer, in words."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

SEES_NAME = {"address", "address_phone"}
CALLS = {"address_phone"}


@dataclass(frozen=True, slots=True)
class Seen:
    """One thing about a buyer, and whether the seller is shown it."""

    field: str
    seen: bool
    words: "_StrPromise"


def what_seller_sees(learns: str, *, line: bool = False) -> list[Seen]:
    """
    Everything that could be shown of a buyer, told apart into what is and what is not.

    :param line: whether there is a phone relay, so that a seller who calls is lent a number. The buyer's own is shown to nobody.
    """
    named = learns in SEES_NAME
    return [
        Seen("name", True, _("Your name") if named else _("Your first name")),
        Seen("label", not named, _("The number of the parcel label we print")),
        Seen("address", named, _("Your address")),
        Seen("line", line and learns in CALLS, _("A number that stands for yours")),
        Seen("phone", False, _("Your phone number")),
        Seen("email", False, _("Your email address")),
        Seen("payment", False, _("How you pay")),
    ]


SHORT = {
    "label": _("first name, parcel label"),
    "address": _("name and address"),
    "address_phone": _("name and address; asks when to deliver"),
}
LINE_IN_SHORT = _("name, address and a masked phone")


def sees_in_short(learns: str, *, line: bool = False) -> str:
    """The same in one line, for an offer: what comes after “Sees:”."""
    return str(LINE_IN_SHORT if line and learns in CALLS else SHORT[learns])
