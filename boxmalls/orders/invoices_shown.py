"""An invoice in words: for the page of its buyer and that of its seller."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boxmalls.orders.invoices import InvoiceLine, PrintedInvoice
from boxmalls.sites.queries import site
from boxmalls.ui.formatting import country_name, format_date, format_money, format_number

TAX = {"TW": gettext_lazy("Business tax"), "MY": gettext_lazy("Sales and service tax"), "EU": gettext_lazy("VAT")}
"""What each law calls the tax on a sale."""


def in_words(invoice: PrintedInvoice, buyer: Sequence[str], language: str) -> dict[str, Any]:
    """
    All that stands on the paper.

    :param buyer: name and address, as far as the reader may see them; empty once they are forgotten.
    """
    here = site(invoice.site_code)
    money = lambda minor: format_money(minor, invoice.currency, language)
    issued = format_date(invoice.issued_on, language)
    tax = TAX.get(here.law, _("Tax"))
    credit = invoice.kind == "credit"
    return {
        "anchor": f"invoice-{invoice.number}",
        "title": (_("Credit note %(number)s") if credit else _("Invoice %(number)s")) % {"number": invoice.number},
        "facts": [
            (_("Issued"), issued),
            (_("Order"), invoice.order_number),
            *([(_("Handed over"), format_date(invoice.sent_on, language))] if invoice.sent_on else []),
            *([(_("Takes back"), invoice.corrects)] if invoice.corrects else []),
        ],
        "seller": _seller(invoice, language),
        "buyer": list(buyer),
        "lines": [_line(each, money, language) for each in invoice.lines],
        "delivery": (invoice.delivery_name, _percent(invoice.delivery_rate_bp, language), money(invoice.delivery_minor)) if invoice.delivery_minor else None,
        "tax_name": str(tax),
        "tax": [[_percent(row.rate_bp, language), *map(money, (row.net_minor, row.tax_minor, row.gross_minor))] for row in invoice.tax],
        "sums": _sums(invoice, str(tax), money),
        "writer": _("Written by %(operator)s for the seller.") % {"operator": ", ".join(filter(None, (here.operator_name, here.operator_address)))},
    }


def _seller(invoice: PrintedInvoice, language: str) -> list[str]:
    who = invoice.issuer
    number = _("Tax number %(number)s") % {"number": who.tax_number} if who.tax_number else ""
    return list(filter(None, (who.name, who.address or who.place, country_name(who.country, language), number)))


def _line(line: InvoiceLine, money: Any, language: str) -> dict[str, str]:
    return {
        "what": " · ".join(filter(None, (line.title, line.option))) or _("No longer kept"),
        "reference": line.reference,
        "quantity": format_number(line.quantity, language),
        "price": money(line.unit_price_minor),
        "rate": _percent(line.rate_bp, language),
        "amount": money(line.total_minor),
    }


def _sums(invoice: PrintedInvoice, tax: str, money: Any) -> list[tuple[str, str, str]]:
    included = _("%(tax)s included") % {"tax": tax}
    row = (included if invoice.tax_included else tax, money(invoice.tax_minor), "")
    return [row, (_("Total"), money(invoice.total_minor), "total")]


def _percent(rate_bp: int, language: str) -> str:
    return f"{format_number(rate_bp / 100, language)}%"
