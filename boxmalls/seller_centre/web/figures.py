"""Sales by kind of goods: whole months, published once, about ten buyers or more in each figure."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from boxmalls.base.web import Request
from boxmalls.orders.figures import months
from boxmalls.orders.figures_shown import as_csv, in_words
from boxmalls.seller_centre.web.desk import desk, show
from boxmalls.sellers.models import Seller


@desk
@require_safe
def figures(request: Request, seller: Seller) -> HttpResponse:
    """This seller's months."""
    return show(request, "figures", {"months": in_words(months(seller_id=seller.pk), request.LANGUAGE_CODE)})


@desk
@require_safe
def download(request: Request, seller: Seller) -> HttpResponse:
    """The same as a file."""
    return as_csv(months(seller_id=seller.pk), request.LANGUAGE_CODE, f"{seller.slug}-sales")
