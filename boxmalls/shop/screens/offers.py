"""Who offers a product, which offer is chosen, and what each comes to: the words of the product page."""

from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from markupsafe import Markup

from boxmalls.catalog.models import Condition
from boxmalls.shop.forms import MOST_OF_ONE
from boxmalls.shop.links import seller_href
from boxmalls.shop.screens.drawing import draw, safe
from boxmalls.shop.screens.goods import Goods, GoodsOffer, Terms
from boxmalls.shop.words import SeesRow, arrives, return_days, sees_in_short, sees_rows
from boxmalls.ui.formatting import format_money, format_place

FEW = 3


def choose(goods: Goods, wanted: str) -> GoodsOffer | None:
    """The offer that was asked for, else the one that can be had for least with delivery; of equal ones the first form."""
    for each in goods.offers:
        if each.id == wanted:
            return each
    places = {variant_id: place for place, (variant_id, _name) in enumerate(goods.variants)}
    return min(goods.offers, key=lambda each: (each.left == 0, each.total_minor, places.get(each.variant_id or "", 0)), default=None)


def variant_choices(goods: Goods, chosen: GoodsOffer | None) -> list[tuple[str, str, bool]]:
    """For each form of the product the offer to go to: the chosen seller's if it has one, else the cheapest."""
    choices = []
    for variant_id, name in goods.variants:
        there = [each for each in goods.offers if each.variant_id == variant_id]
        if not there:
            continue
        same_seller = [each for each in there if chosen and each.seller_id == chosen.seller_id]
        best = next((each for each in (*same_seller, *there) if each.left), (same_seller or there)[0])
        if chosen and chosen.variant_id == variant_id:
            best = chosen
        choices.append((best.id, name, best.left > 0))
    return choices


def chosen_words(offer: GoodsOffer, terms: Terms) -> dict[str, Any]:
    """The chosen offer as the page says it."""
    seller = Markup('<a href="{}">{}</a>').format(seller_href(offer.slug), offer.seller)
    sold_by = Markup(_("Sold by %(seller)s, %(place)s")) % {"seller": seller, "place": place_of(offer, terms.language)}  # noqa: S704
    facts = [("shop", sold_by), *_times(offer, terms), ("return", return_days(offer.return_days))]
    if 0 < offer.left <= FEW:
        facts.append(("info", ngettext("%(count)s left", "%(count)s left", offer.left) % {"count": offer.left}))
    return {
        "offer_id": offer.id,
        "seller": offer.seller,
        "price_minor": offer.price_minor,
        "was_minor": offer.was_minor,
        "price_words": ", ".join(filter(None, (_("tax included") if terms.tax_included else _("plus tax"), delivery_words(offer, terms)))),
        "left": offer.left,
        "most": min(MOST_OF_ONE, offer.left),
        "facts": facts,
    }


def rows(goods: Goods, chosen: GoodsOffer, address: str, terms: Terms) -> list[dict[str, Any]]:
    """The offers of the chosen form: the chosen one first, then by price with delivery."""
    same = [each for each in goods.offers if each.variant_id == chosen.variant_id]
    return [_row(each, each is chosen, address, terms) for each in sorted(same, key=lambda each: each is not chosen)]


def _row(offer: GoodsOffer, chosen: bool, address: str, terms: Terms) -> dict[str, Any]:
    return {
        "seller": offer.seller,
        "seller_href": seller_href(offer.slug),
        "place": place_of(offer, terms.language),
        "total_minor": offer.total_minor,
        "how": _sum_words(offer, terms),
        "badge": "" if offer.condition == Condition.NEW else str(Condition(offer.condition).label),
        "facts": [*_times(offer, terms), ("return", return_days(offer.return_days))] if offer.left else [("info", _("Sold out"))],
        "sees": sees_in_short(offer.learns),
        "left": offer.left,
        "chosen": chosen,
        "href": f"{address}?{urlencode({'offer': offer.id})}",
    }


def _times(offer: GoodsOffer, terms: Terms) -> list[tuple[str, str]]:
    if offer.days_min is None or offer.days_max is None:
        return []
    return [("truck", arrives(terms.today, offer.dispatch_days, offer.days_min, offer.days_max, terms.language))]


def delivery_words(offer: GoodsOffer, terms: Terms) -> str:
    """What delivery adds, in a few words."""
    if offer.delivery_minor is None:
        return ""
    if not offer.delivery_minor:
        return _("free delivery")
    return _("plus %(amount)s delivery") % {"amount": format_money(offer.delivery_minor, terms.currency, terms.language)}


def _sum_words(offer: GoodsOffer, terms: Terms) -> str:
    if not offer.delivery_minor:
        return _("delivery included") if offer.delivery_minor == 0 else ""
    price, delivery = (format_money(minor, terms.currency, terms.language) for minor in (offer.price_minor, offer.delivery_minor))
    return _("%(price)s + %(delivery)s delivery") % {"price": price, "delivery": delivery}


def place_of(offer: GoodsOffer, language: str) -> str:
    """Where a seller is: town and country."""
    return format_place(offer.place, offer.country, language)


@lru_cache(maxsize=2048)
def sees(offer: GoodsOffer, language: str) -> Markup:
    """What this seller will see of the buyer, line by line as HTML."""
    return _lines(sees_rows(offer.learns), language)


@lru_cache(maxsize=64)
def _lines(rows: tuple[SeesRow, ...], _language: str) -> Markup:
    return safe(draw("sees.html", rows=rows).strip())


def brand_href(brand: str) -> str:
    """Everything of a brand."""
    return f"/search?{urlencode({'brand': brand})}"


NAMES: dict[str, Any] = {"brand": gettext_lazy("Brand"), "model_no": gettext_lazy("Model"), "gtin": gettext_lazy("Article number (GTIN)")}


def details(goods: Goods) -> list[tuple[str, str]]:
    """Facts about the product, name and value."""
    own = [(str(words), getattr(goods, name)) for name, words in NAMES.items() if getattr(goods, name)]
    return own + goods.details
