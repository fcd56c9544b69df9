"""The credit note that takes an invoice back."""

from datetime import datetime

from boxmalls.base.ids import new_id
from boxmalls.base.pipeline import send
from boxmalls.orders.models import Order
from boxmalls.orders.personal_data import INVOICES
from boxmalls.orders.rules import invoice_prefix, local_day
from boxmalls.orders.statements import numbering
from boxmalls.privacy.collection import collecting
from boxmalls.sites.queries import site


def write_credit_note(*, order: Order, at: datetime) -> None:
    """Write the reverse of the order's invoice, under the seller's next number. Inside the transaction that calls the order off."""
    group = order.group
    year = local_day(at, site(group.site_id).law).year
    row = (new_id(), order.pk, order.seller_id, invoice_prefix(group.site_id, year, order.seller.slug), -order.total_minor, -order.tax_minor)
    with collecting(INVOICES, person=order.person_id, at=at):
        send([numbering("credit", [row], site_code=group.site_id, year=year, currency=group.currency, at=at)])
