"""Help: short answers, and what is made from the registers that the shop itself obeys."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from boxmalls.base.refusals import NotFound
from boxmalls.privacy.disclosure.recipients import said
from boxmalls.privacy.register import COOKIES, RECIPIENTS, Kind
from boxmalls.sellers.models.seller import Learns
from boxmalls.sellers.queries import open_sellers
from boxmalls.shipping.queries import rates_for
from boxmalls.shop.asked import Asked
from boxmalls.shop.page import Page
from boxmalls.shop.screens.drawing import draw, safe
from boxmalls.shop.words import days_on_the_way, rate_price, sees_rows

PAGES: dict[str, Any] = {
    "": gettext_lazy("Help"),
    "delivery": gettext_lazy("Delivery and returns"),
    "selling": gettext_lazy("What sellers may know"),
    "cookies": gettext_lazy("Cookies, and why"),
    "recipients": gettext_lazy("Who receives data"),
}


def show(asked: Asked, *, page: str = "") -> Page:
    """
    A page of the help.

    :raises NotFound: when there is none of that name.
    """
    if page not in PAGES:
        raise NotFound
    article = draw(f"help/{page or 'index'}.html", site=asked.site, **MAKERS.get(page, _nothing)(asked))
    crumbs = [(_("Home"), "/"), (_("Help"), "/help"), (str(PAGES[page]), "")]
    entries = [(f"/help/{name}" if name else "/help", str(words), None) for name, words in PAGES.items()]
    main = draw("help/frame.html", crumbs=crumbs if page else crumbs[:1] + crumbs[2:], pages=entries, article=safe(article))
    return Page(title=str(PAGES[page]), main=main, address=f"/help/{page}" if page else "/help")


def _nothing(_asked: Asked) -> dict[str, Any]:
    return {}


def _delivery(asked: Asked) -> dict[str, Any]:
    sellers = {seller.pk: seller.name for seller in open_sellers()}
    found = rates_for(list(sellers), asked.site.code)
    rows = [
        (sellers[seller_id], rate.name, days_on_the_way(rate.days_min, rate.days_max), rate_price(rate, asked.site.currency, asked.language))
        for seller_id in sorted(found, key=lambda each: sellers[each])
        for rate in found[seller_id]
    ]
    return {"rates": rows}


def _selling(_asked: Asked) -> dict[str, Any]:
    steps = [{"title": Learns(value).label, "sees": sees_rows(value)} for value in Learns.values]
    commissions = sorted({seller.commission_bp for seller in open_sellers()})
    fees = [(_("Opening a shop"), _("nothing")), (_("Each month"), _("nothing"))]
    if commissions:
        fees.append((_("Of each sale"), " – ".join(f"{bp / 100:g} %" for bp in dict.fromkeys((commissions[0], commissions[-1])))))
    return {"steps": steps, "fees": fees}


def _cookies(asked: Asked) -> dict[str, Any]:
    found = [each for each in COOKIES if each.kind is Kind.COOKIE]
    return {
        "cookies": found,
        "rows": [
            (
                cookie.name,
                cookie.words,
                ngettext("%(count)s day", "%(count)s days", cookie.days) % {"count": cookie.days} if cookie.days else _("Until the browser closes"),
                _("yes") if cookie.name in asked.visitor.cookies else _("no"),
            )
            for cookie in found
        ],
    }


def _recipients(_asked: Asked) -> dict[str, Any]:
    known = said()
    return {"recipients": [(each, known.get(each.code)) for each in RECIPIENTS]}


MAKERS: dict[str, Callable[[Asked], dict[str, Any]]] = {
    "delivery": _delivery,
    "selling": _selling,
    "cookies": _cookies,
    "recipients": _recipients,
}
