"""One's balance: what is there, how it came and went, and how to pay in."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from boxmalls.accounts.permissions import require_account, signed_in
from boxmalls.base.clock import now
from boxmalls.base.limits import Limit, limited
from boxmalls.base.web import Request
from boxmalls.ledger.queries import StatementLine, balance, statement_of
from boxmalls.payments.actions import top_up
from boxmalls.payments.queries import AwaitedTransfer, awaited_top_ups, bank_account
from boxmalls.sites.models import Site
from boxmalls.ui.formatting import SHOWN_DECIMALS, decimal_amount, format_date, format_money
from boxmalls.ui.rendering import render

LINES_SHOWN = 50
AMOUNT_WORDS = gettext_lazy("Enter an amount between %(least)s and %(most)s")
LEAST = 1_00
MOST = {"TWD": 300_000_00, "MYR": 50_000_00}
MOST_ELSEWHERE = 10_000_00
PAYING_IN = Limit("balance", 20, timedelta(hours=1))

KINDS: dict[str, Any] = {
    "transfer": gettext_lazy("Paid in"),
    "payment": gettext_lazy("Order"),
    "refund": gettext_lazy("Given back"),
    "merge": gettext_lazy("Joined from before you signed in"),
}


class PayInForm(forms.Form):
    """How much to pay in, in the site's currency."""

    def __init__(self, *args: Any, currency: str, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.currency = currency
        most = MOST.get(currency, MOST_ELSEWHERE)
        bounds = {"least": format_money(LEAST, currency, language), "most": format_money(most, currency, language)}
        words = AMOUNT_WORDS % bounds
        self.fields["amount"] = forms.DecimalField(
            label=_("Amount in %(currency)s") % {"currency": currency},
            min_value=decimal_amount(LEAST, currency),
            max_value=decimal_amount(most, currency),
            decimal_places=SHOWN_DECIMALS.get(currency, 2),
            max_digits=9,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "transaction-amount"}),
            error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value", "max_digits", "max_decimal_places", "max_whole_digits"), words),
        )

    @property
    def amount_minor(self) -> int:
        """What was entered, in minor units."""
        found: Decimal = self.cleaned_data["amount"]
        return int((found / decimal_amount(1, self.currency)).to_integral_value())


@signed_in
@limited(PAYING_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def balance_page(request: Request) -> HttpResponse:
    """Show the balance; ask for a transfer that raises it."""
    person_id, site, language = require_account(request), request.site, request.LANGUAGE_CODE
    form = PayInForm(request.POST or None, currency=site.currency, language=language)
    if request.method == "POST" and form.is_valid():
        top_up(person_id=person_id, amount_minor=form.amount_minor, currency=site.currency, at=now())
        return HttpResponseRedirect("/balance#waiting", status=303)
    lines = statement_of(person_id, site.currency)[-LINES_SHOWN:][::-1]
    words = {
        "form": form,
        "have": format_money(balance(person_id, site.currency), site.currency, language),
        "waiting": [transfer_words(site, each, language) for each in awaited_top_ups(person_id, site.currency)],
        "rows": [_row(line, site.currency, language) for line in lines],
    }
    response = render(request, "shop/balance.html", words, status=422 if form.errors else 200)
    response.headers["Cache-Control"] = "no-store"
    return response


def transfer_words(site: Site, transfer: AwaitedTransfer, language: str) -> dict[str, Any]:
    """A transfer that we wait for, as a bank's form asks for it."""
    return {
        "words": _("When it has arrived, a person at the marketplace confirms it, and it is yours to spend. We wait until %(day)s.")
        % {"day": format_date(transfer.due_at, language, "long")},
        "rows": [*account_rows(site), *_what(transfer.reference, format_money(transfer.amount_minor, transfer.currency, language))],
    }


def account_rows(site: Site) -> list[tuple[str, str, str]]:
    """Where a transfer goes to."""
    account = bank_account(site.code)
    if account is None:
        return [(_("To"), site.operator_name, "")]
    told = [(_("To"), account.holder), (_("Bank"), account.bank), (_("Account number"), account.number), (_("Bank code"), account.code)]
    return [(name, value, "") for name, value in told if value]


def _what(reference: str, amount: str) -> list[tuple[str, str, str]]:
    return [(_("Reference"), reference, ""), (_("Amount"), amount, "total")]


def _row(line: StatementLine, currency: str, language: str) -> list[str]:
    kind = str(KINDS.get(line.kind, line.kind))
    amounts = [format_money(minor, currency, language) for minor in (line.amount_minor, line.balance_minor)]
    return [format_date(line.at, language), kind, *amounts]
