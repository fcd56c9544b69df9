"""What orders refuse."""

from django.utils.translation import gettext_lazy as _

from boxmalls.base.refusals import Conflict, NotFound


class NoSuchOrder(NotFound):
    code = "no-such-order"
    words = _("There is no such order here. Check the number, or sign in with the account that ordered.")


class NotToShip(Conflict):
    code = "not-to-ship"
    words = _("This order is not waiting to be shipped. It was cancelled, shipped before, or is not paid yet. Nothing was changed.")


class NotYetShipped(Conflict):
    code = "not-yet-shipped"
    words = _("This order has not been shipped yet. Mark it as received when you have it.")


class TooLateToCancel(Conflict):
    code = "too-late-to-cancel"
    words = _("This order has been shipped, so it can no longer be cancelled. You can send it back when it arrives.")
