"""Why a cart cannot be bought, and what it costs. Plain functions: no database, no clock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from boxmalls.checkout.lines import Line
from boxmalls.orders.pricing import Goods, Price, Taxes, price_order
from boxmalls.shipping.rules import Choice, cheapest, quote


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason, in words. Those that do not block are only worth knowing."""

    code: str
    words: Any
    offer_id: UUID | None = None
    seller_id: UUID | None = None
    blocks: bool = True


SOLD_OUT = _("Sold out. Take it out to go on.")
TOO_FEW = _("Only %(left)s left. Choose fewer to go on.")
TAKEN_OFF = _("The seller has taken this off sale. Take it out to go on.")
PAUSED = _("%(seller)s is not selling at the moment. Take this out to go on.")
OTHER_SITE = _("This is sold on another site and in another currency. Take it out to go on.")
NO_DELIVERY = _("%(seller)s does not deliver here. Take these things out to go on.")
DEARER = _("The price has gone up since you put this in.")
CHEAPER = _("The price has gone down since you put this in.")


def problems_of(lines: Sequence[Line], rates: Mapping[UUID, Sequence[Choice]], site_code: str, currency: str) -> list[Problem]:
    """Everything that stands in the way, line by line, then seller by seller; and what has changed."""
    found = [problem for line in lines if (problem := _problem_of(line, site_code, currency))]
    for seller_id, of_seller in groupby(lines, lambda line: line.seller_id):
        if not rates.get(seller_id):
            found.append(Problem("no-delivery", NO_DELIVERY % {"seller": next(of_seller).seller_name}, seller_id=seller_id))
    return found


def _problem_of(line: Line, site_code: str, currency: str) -> Problem | None:
    """The worst about one line."""
    reasons = (
        (line.site_code != site_code or line.currency != currency, "other-site", OTHER_SITE),
        (line.seller_status != "open", "seller-paused", PAUSED),
        (line.offer_status != "live" or line.product_status != "live", "taken-off", TAKEN_OFF),
        (line.left == 0, "sold-out", SOLD_OUT),
        (line.left < line.quantity, "too-few", TOO_FEW),
        (line.price_minor > line.seen_price_minor, "price-changed", DEARER),
        (line.price_minor < line.seen_price_minor, "price-changed", CHEAPER),
    )
    for holds, code, words in reasons:
        if holds:
            told = words % {"seller": line.seller_name, "left": line.left}
            return Problem(code, told, line.offer_id, line.seller_id, blocks=code != "price-changed")
    return None


def choose_rate(rates: Sequence[Choice], wanted: str | None, goods_minor: int) -> Choice | None:
    """The wanted way of delivery, or the cheapest where none was chosen; None if the wanted one is gone or there is none."""
    if wanted is None:
        return cheapest(rates, goods_minor) if rates else None
    return next((rate for rate in rates if rate.code == wanted), None)


def price_lines(lines: Sequence[Line], rate: Choice | None, taxes: Taxes) -> Price:
    """What one seller's lines cost, delivered."""
    goods = [Goods(line.offer_id, line.quantity, line.price_minor, line.tax_class) for line in lines]
    return price_order(goods, quote(rate, sum(each.total_minor for each in goods)) if rate else 0, taxes)
