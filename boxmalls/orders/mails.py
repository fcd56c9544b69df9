"""The mails about an order, in the buyer's language, as text and HTML."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.mail import EmailMultiAlternatives
from django.template.loader import get_template
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from boxmalls.orders.assembling import address_lines
from boxmalls.orders.links import absolute_address, order_address
from boxmalls.orders.rules import ZONES
from boxmalls.orders.showing import ShownGroup, ShownOrder
from boxmalls.payments.queries import bank_account
from boxmalls.sellers.queries import has_phone_line
from boxmalls.sellers.rules import sees_in_short
from boxmalls.sites.queries import site as site_of


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail, ready to go."""

    to: str
    subject: str
    text: str
    html: str

    def send(self) -> None:
        """Hand it to the mail server. Raises if that does not take it."""
        message = EmailMultiAlternatives(subject=self.subject, body=self.text, to=[self.to])
        message.attach_alternative(self.html, "text/html")
        message.send()


def write_mail(kind: str, group: ShownGroup, *, to: str, order_id: UUID | None = None, by: str = "") -> Mail:
    """
    Write a mail.

    :param kind: `confirmation`, `transfer`, `shipped`, `cancelled` or `written`; the last three are about one order of the group.
    :param by: who called it off.
    """
    site = site_of(group.site_code)
    order = next((each for each in group.orders if each.id == order_id), None)
    with translation.override(group.language), timezone.override(ZoneInfo(ZONES.get(site.law, "UTC"))):
        subject = _subject(kind, group, order)
        context: dict[str, Any] = {
            "site": site,
            "subject": subject,
            "language": group.language,
            "group": group,
            "orders": group.orders,
            "order": order,
            "by": by,
            "given_back": group.payment.paid_at is not None,
            "tax_included": all(each.tax_included for each in group.orders),
            "tax_minor": sum(each.tax_minor for each in group.orders),
            "address": address_lines(group.recipient) if group.recipient else (),
            "bank": bank_account(group.site_code) if kind == "transfer" else None,
            "sees": lambda each: sees_in_short(each.learns, line=has_phone_line()),
            "link": absolute_address(site, order_address(group.number, group.id)),
        }
        text, html = (get_template(f"orders/mails/{kind}.{form}", using="jinja2").render(context) for form in ("txt", "html"))
    return Mail(to, subject, text.strip() + "\n", html)


def _subject(kind: str, group: ShownGroup, order: ShownOrder | None) -> str:
    number = order.number if order else group.number
    words = {
        "confirmation": _("Order %(number)s"),
        "transfer": _("Order %(number)s: waiting for your transfer"),
        "shipped": _("Order %(number)s is on its way"),
        "cancelled": _("Order %(number)s was called off"),
        "written": _("A message about order %(number)s"),
    }
    return words[kind] % {"number": number}
