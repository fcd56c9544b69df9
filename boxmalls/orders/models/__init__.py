"""Orders, whom they go to, their invoices, and what happened to them."""

from boxmalls.orders.models.download import SellerDownload
from boxmalls.orders.models.events import Cancellation, MailSent, Receipt, Shipment
from boxmalls.orders.models.invoice import Invoice, InvoiceCounter
from boxmalls.orders.models.message import OrderMessage
from boxmalls.orders.models.order import Order, OrderGroup, OrderLine
from boxmalls.orders.models.recipient import Contact, Delivery

__all__ = [
    "Cancellation",
    "Contact",
    "Delivery",
    "Invoice",
    "InvoiceCounter",
    "MailSent",
    "Order",
    "OrderGroup",
    "OrderLine",
    "OrderMessage",
    "Receipt",
    "SellerDownload",
    "Shipment",
]
