"""Published figures in words and as a file; the same for sellers and for the operator."""

import csv
from io import StringIO

from babel.dates import format_skeleton
from django.http import HttpResponse
from django.utils.translation import gettext as _

from boxmalls.orders.figures import Month, names_of
from boxmalls.ui.formatting import decimal_amount, format_money, format_number, locale_of


def in_words(months: list[Month], language: str) -> list[tuple[str, str, list[list[str]]]]:
    """Each month: its title, its sum, and a row for each figure."""
    names = names_of(months, language)
    return [
        (
            f"{format_skeleton('yMMMM', month.month, locale=locale_of(language))} · {month.site_code.upper()}",
            format_money(month.amount, month.currency, language),
            [
                [names.get(figure.label, _("Put together")), format_number(figure.count, language), format_money(figure.amount, month.currency, language)]
                for figure in month.figures
            ],
        )
        for month in months
    ]


def as_csv(months: list[Month], language: str, name: str) -> HttpResponse:
    """The same as a file: UTF-8 with a mark, as spreadsheets want it; a cell that starts like a formula is quoted."""
    names = names_of(months, language)
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow([_("Month"), _("Site"), _("What"), _("Things"), _("Amount"), _("Currency")])
    for month in months:
        for figure in month.figures:
            what = names.get(figure.label, _("Put together"))
            amount = decimal_amount(figure.amount, month.currency)
            writer.writerow([f"{month.month:%Y-%m}", month.site_code, harmless(what), figure.count, amount, month.currency])
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"', "Cache-Control": "no-store"}
    return HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)


def harmless(words: str) -> str:
    """A cell that a spreadsheet does not take for a formula."""
    return f"'{words}" if words[:1] in ("=", "+", "-", "@", "\t", "\r") else words
