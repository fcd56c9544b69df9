"""Orders, whom they go to, their invoices, and what happened to them."""

from boxmalls.orders.models.booking import Booking, ParcelEvent, ParcelToForget
from boxmalls.orders.models.download import SellerDownload
from boxmalls.orders.models.events import Cancellation, MailSent, Receipt, Shipment
from boxmalls.orders.models.invoice import Invoice, InvoiceCounter
from boxmalls.orders.models.message import OrderMessage
from boxmalls.orders.models.order import Order, OrderGroup, OrderLine
from boxmalls.orders.models.phone import LineToClose, PhoneCall, PhoneLine
from boxmalls.orders.models.recipient import Contact, Delivery
from boxmalls.orders.models.relay import RelayAddress, RelayedMail
from boxmalls.orders.models.round import RelayRound

__all__ = [
    "Booking",
    "Cancellation",
    "Contact",
    "Delivery",
    "Invoice",
    "InvoiceCounter",
    "LineToClose",
    "MailSent",
    "Order",
    "OrderGroup",
    "OrderLine",
    "OrderMessage",
    "ParcelEvent",
    "ParcelToForget",
    "PhoneCall",
    "PhoneLine",
    "Receipt",
    "RelayAddress",
    "RelayRound",
    "RelayedMail",
    "SellerDownload",
    "Shipment",
]
