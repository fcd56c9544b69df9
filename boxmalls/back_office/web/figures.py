"""Sales over all sellers, for analysts and for whoever advertises: whole months, published once."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from boxmalls.back_office.web.office import show
from boxmalls.base.web import Request, open_to
from boxmalls.orders.figures import CATEGORY, SELLER, Month, months
from boxmalls.orders.figures_shown import as_csv, in_words

ANALYST = "staff:finance"


@open_to(ANALYST)
@require_safe
def figures(request: Request) -> HttpResponse:
    """Every site's months, by kind of goods or by seller."""
    by_seller = request.GET.get("by") == "sellers"
    return show(request, "figures", {"months": in_words(_months(request), request.LANGUAGE_CODE), "by_seller": by_seller})


@open_to(ANALYST)
@require_safe
def download(request: Request) -> HttpResponse:
    """The same as a file."""
    return as_csv(_months(request), request.LANGUAGE_CODE, "sales")


def _months(request: Request) -> list[Month]:
    return months(by=SELLER if request.GET.get("by") == "sellers" else CATEGORY)
