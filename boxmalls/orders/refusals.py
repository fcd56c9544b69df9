"""What orders refuse."""

from django.utils.translation import gettext_lazy as _

from boxmalls.base.refusals import BadInput, Conflict, Gone, NotFound, Unavailable


class NoSuchOrder(NotFound):
    code = "no-such-order"
    words = _("There is no such order here. Check the number, or sign in with the account that ordered.")


class NotToShip(Conflict):
    code = "not-to-ship"
    words = _("This order is not waiting to be shipped. It was cancelled, shipped before, or is not paid yet. Nothing was changed.")


class NothingToPrint(Conflict):
    code = "nothing-to-print"
    words = _("Nothing here can be printed. Choose an order that is paid, not done, and whose buyer is not closed to sellers. Nothing was noted.")


class NoCourier(Conflict):
    code = "no-courier"
    words = _("This shop books no courier on this site. Nothing was booked.")


class NeedsAnAddress(Conflict):
    code = "needs-an-address"
    words = _("The courier takes parcels by a label with the address only, and your shop is not shown addresses. Nothing was booked.")


class BuyerRefusesCouriers(Conflict):
    code = "buyer-refuses-couriers"
    words = _("The buyer does not want us to tell a courier their address. Write to them how it can reach them, or call the order off. Nothing was booked.")


class NothingBooked(Conflict):
    code = "nothing-booked"
    words = _("There is nothing to do here: no courier is booked for this order, the parcel goes by a code, or the lease is over.")


class NotBookedYet(Unavailable):
    """A courier tells of a parcel before its answer was stored."""

    code = "not-booked-yet"


class NotYetShipped(Conflict):
    code = "not-yet-shipped"
    words = _("This order has not been shipped yet. Mark it as received when you have it.")


class TooLateToCancel(Conflict):
    code = "too-late-to-cancel"
    words = _("This order has been shipped, so it can no longer be cancelled. You can send it back when it arrives.")


class NothingWritten(BadInput):
    code = "nothing-written"
    words = _("Write something first.")


class HoldsAContact(BadInput):
    code = "holds-a-contact"
    words = _("There is an address, a number or a page in it. Take it out and send it again: what is written here reaches the other side without them.")


class LeaseIsOver(Gone):
    code = "lease-is-over"
    words = _("This order is done, so its buyer cannot be written to any more. Nothing was sent.")
