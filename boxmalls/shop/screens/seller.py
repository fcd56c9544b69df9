"""A seller: who they are, what they see of a buyer, what delivery costs, and their goods."""

from django.utils.translation import gettext as _

from boxmalls.sellers.models.seller import SellerStatus
from boxmalls.sellers.queries import seller_by_slug
from boxmalls.shipping.queries import rates_for
from boxmalls.shop import queries
from boxmalls.shop.asked import Asked
from boxmalls.shop.links import seller_href
from boxmalls.shop.page import Page, Part, Shown
from boxmalls.shop.screens.drawing import draw, safe
from boxmalls.shop.screens.results import PER_PAGE
from boxmalls.shop.words import days_on_the_way, rate_price, sees_rows, seller_facts


def show(asked: Asked, *, slug: str) -> Shown:
    """
    The page of a seller; for htmx the next piece of its shelf.

    :raises NotFound: when there is none, or it has closed.
    """
    seller = seller_by_slug(slug)
    piece = queries.shelf_piece(asked.site.code, asked.language, f"@{slug}", asked.word("cursor", 100), PER_PAGE)
    rates = rates_for([seller.pk], asked.site.code).get(seller.pk, [])
    main = draw(
        "seller.html",
        crumbs=[(_("Home"), "/"), (seller.name, "")],
        name=seller.name,
        facts=seller_facts(seller.place, seller.country, seller.since_on, asked.language),
        closed=_("%(seller)s is on holiday") % {"seller": seller.name} if seller.status == SellerStatus.PAUSED else "",
        about=seller.about,
        rates=[(rate.name, days_on_the_way(rate.days_min, rate.days_max), rate_price(rate, asked.site.currency, asked.language)) for rate in rates],
        sees=sees_rows(seller.learns),
        total=queries.shelf_count(asked.site.code, f"@{slug}"),
        search_href=f"/search?seller={slug}",
        cards=safe(piece.cards),
        more=safe(draw("more.html", href=f"{seller_href(slug)}?cursor={piece.next_cursor}")) if piece.next_cursor else "",
    )
    if asked.part:
        return Part(main)
    return Page(title=seller.name, main=main, description=seller.about[:160], address=seller_href(slug))
