"""What checkout refuses."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from boxmalls.base.refusals import BadInput, Conflict

if TYPE_CHECKING:
    from boxmalls.checkout.rules import Problem


class NotForSale(Conflict):
    code = "not-for-sale"
    words = _("This cannot be bought here at the moment. The cart was not changed.")


class TooFew(Conflict):
    code = "too-few"
    words = _("Only %(left)s can be bought. The cart was not changed.")


class TooManyOfOne(BadInput):
    code = "too-many-of-one"
    words = _("At most %(most)s of one thing go into the cart. For more, ask the seller.")


class CartFull(Conflict):
    code = "cart-full"
    words = _("The cart holds %(most)s different things. Order these first, then put in more.")


class NotInCart(Conflict):
    code = "not-in-cart"
    words = _("This is no longer in the cart.")


class EmptyCart(Conflict):
    code = "empty-cart"
    words = _("There is nothing in the cart. Nothing was ordered, and nothing was paid.")


class CannotCheckOut(Conflict):
    """Something in the cart cannot be bought as it is; `problems` says what and why."""

    code = "cannot-check-out"
    words = _("Something in the cart needs another look. Nothing was ordered, and nothing was paid.")

    def __init__(self, problems: "Sequence[Problem]") -> None:
        super().__init__(problems=", ".join(problem.code for problem in problems))
        self.problems = tuple(problems)


class TotalChanged(Conflict):
    """The total is another than the buyer saw; `total_minor` is the new one."""

    code = "total-changed"
    words = _("The total has changed since you saw it. Nothing was ordered, and nothing was paid. Look at the new total, then order again.")


class RateGone(Conflict):
    code = "rate-gone"
    words = _("One of the ways of delivery is no longer offered. Choose another. Nothing was ordered, and nothing was paid.")


class KeyUsedOtherwise(Conflict):
    code = "key-used-otherwise"
    words = _("This order was sent before with other details. The first one stands; nothing was ordered twice.")


class BadKey(BadInput):
    code = "bad-key"
    words = _("The key of this order cannot be used. Open the checkout again.")


class BadEmail(BadInput):
    code = "bad-email"
    words = _("Enter an email address, for example lena@example.org")


class UnknownMethod(BadInput):
    code = "unknown-method"
    words = _("Choose one of the ways to pay.")
