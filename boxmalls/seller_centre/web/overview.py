"""The desk in the morning: what waits, counted."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from boxmalls.agreements.kinds import WHERE_SELLING
from boxmalls.agreements.queries import unaccepted
from boxmalls.base.clock import now
from boxmalls.base.web import Request
from boxmalls.orders.queries import orders_to_ship
from boxmalls.seller_centre import queries
from boxmalls.seller_centre.web.desk import desk, show
from boxmalls.seller_centre.web.order_words import list_words
from boxmalls.sellers.models import Seller
from boxmalls.ui.formatting import format_number

MOST_COUNTED = 200


@desk
@require_safe
def overview(request: Request, seller: Seller) -> HttpResponse:
    """Parcels to send, listings, what is sold out; and the agreement under which they sell, until whoever works here accepted it."""
    waiting = orders_to_ship(seller.pk, at=now(), limit=MOST_COUNTED)
    total, sold_out = queries.listing_count(seller.pk), queries.sold_out_count(seller.pk)

    def number(count: int) -> str:
        return format_number(count, request.LANGUAGE_CODE) + ("+" if count == MOST_COUNTED else "")

    words = {
        "figures": [
            (number(len(waiting)), ngettext("parcel to send", "parcels to send", len(waiting)), "/seller/orders"),
            (format_number(total, request.LANGUAGE_CODE), ngettext("listing", "listings", total), "/seller/listings"),
            (format_number(sold_out, request.LANGUAGE_CODE), _("sold out"), "/seller/listings?state=sold-out"),
        ],
        "to_accept": unaccepted(request.person_id, request.site.code, WHERE_SELLING) if request.person_id else [],
        "next_order": list_words(request, waiting[0]) if waiting else None,
    }
    return show(request, "overview", words)
