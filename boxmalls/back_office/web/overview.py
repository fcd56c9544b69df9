"""What waits for the operator, and whether the house stands."""

from django.http import HttpResponse
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from boxmalls.back_office import queries
from boxmalls.back_office.web.office import show
from boxmalls.base.web import Request, has_role, open_to
from boxmalls.payments.queries import awaited_transfers
from boxmalls.ui.formatting import format_number
from config.health import states

PARTS = {
    "database": (gettext_lazy("Database"), gettext_lazy("Goods, orders, the ledger")),
    "safe": (gettext_lazy("Safe"), gettext_lazy("The keys of people, and signing in")),
    "keys": (gettext_lazy("Master key"), gettext_lazy("It opens the keys of people")),
    "declarations": (gettext_lazy("Register of data"), gettext_lazy("Every table and column is declared")),
    "index": (gettext_lazy("Search index"), gettext_lazy("Without it the database searches, slower")),
    "worker": (gettext_lazy("Worker"), gettext_lazy("Mails, imports, the index")),
}
MOST_COUNTED = 200


@open_to("staff")
@require_safe
def overview(request: Request) -> HttpResponse:
    """Figures for those whom they concern; the parts of the house and its queues for all."""
    parts = [
        {"name": PARTS[name][0] if name in PARTS else name, "words": PARTS[name][1] if name in PARTS else "", "well": state == "ok"}
        for name, state in states().items()
    ]
    found = [(name, *(format_number(count, request.LANGUAGE_CODE) for count in counts)) for name, *counts in queries.queues()]
    words = {"figures": _figures(request), "parts": parts, "well": all(part["well"] for part in parts), "queues": found}
    return show(request, "overview", words)


def _figures(request: Request) -> list[tuple[str, str, str]]:
    figures = []
    if has_role(request, "staff:finance"):
        waiting = len(awaited_transfers(limit=MOST_COUNTED))
        number = format_number(waiting, request.LANGUAGE_CODE) + ("+" if waiting == MOST_COUNTED else "")
        figures.append((number, ngettext("transfer to confirm", "transfers to confirm", waiting), "/back-office/transfers"))
    stores = queries.seller_count()
    figures.append((format_number(stores, request.LANGUAGE_CODE), ngettext("seller", "sellers", stores), "/back-office/sellers"))
    return figures
