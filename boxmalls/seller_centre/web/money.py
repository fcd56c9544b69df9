"""What a seller earned: the ledger's accounts, entry by entry."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from boxmalls.base.web import Request
from boxmalls.seller_centre import queries
from boxmalls.seller_centre.web.desk import desk, show
from boxmalls.sellers.models import Seller
from boxmalls.ui.formatting import format_money

ENTRIES_SHOWN = 100
TITLES: dict[str, Any] = {"payable": gettext_lazy("For goods"), "shipping": gettext_lazy("For delivery")}
KINDS: dict[str, Any] = {
    "payment": gettext_lazy("Sale"),
    "transfer": gettext_lazy("Sale, paid by transfer"),
    "refund": gettext_lazy("Taken back"),
    "payout": gettext_lazy("Paid out"),
}


@desk
@require_safe
def money(request: Request, seller: Seller) -> HttpResponse:
    """Each account with its balance and latest entries."""
    accounts = [_words(request, *row) for row in queries.accounts(seller.pk)]
    return show(request, "payouts", {"accounts": accounts})


def _words(request: Request, account_id: Any, kind: str, unit: str, balance_minor: int) -> dict[str, Any]:
    entries = queries.entries(account_id, ENTRIES_SHOWN)
    return {
        "title": _("%(what)s, %(currency)s") % {"what": TITLES.get(kind, kind), "currency": unit},
        "balance": format_money(balance_minor, unit, request.LANGUAGE_CODE),
        "currency": unit,
        "rows": [{"at": at, "what": str(KINDS.get(entry_kind, entry_kind)), "minor": minor, "href": ""} for at, entry_kind, minor in entries],
    }
