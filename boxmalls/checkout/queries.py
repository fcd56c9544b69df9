"""Reading carts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID

from boxmalls.base import sql
from boxmalls.base.pipeline import Rows, Statement, send
from boxmalls.checkout.lines import Line, as_lines, reading
from boxmalls.checkout.models import Cart
from boxmalls.checkout.rules import Problem, choose_rate, price_lines, problems_of
from boxmalls.checkout.taxes import taxes_of
from boxmalls.shipping.queries import rates_for
from boxmalls.shipping.rules import Choice, quote
from boxmalls.sites.models import Site

IN_CART = """
SELECT coalesce(sum(l.quantity), 0) FROM checkout_cartline l JOIN checkout_cart c ON c.id = l.cart_id
 WHERE c.person_id = %(person)s AND (%(site)s::text IS NULL OR c.site_id = %(site)s)
"""


@dataclass(frozen=True, slots=True)
class RateChoice:
    """A way of delivery with what it costs for these goods."""

    code: str
    name: str
    price_minor: int
    days_min: int
    days_max: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class SellerGroup:
    """What is bought from one seller, and how it is delivered. `learns` says what the seller will see of the buyer."""

    seller_id: UUID
    name: str
    slug: str
    place: str
    learns: str
    lines: tuple[Line, ...]
    rates: tuple[RateChoice, ...]
    subtotal_minor: int
    shipping_minor: int
    tax_minor: int
    total_minor: int


@dataclass(frozen=True, slots=True)
class CartView:
    """A cart as a page shows it. `reserved_until` is set while everything is held for this buyer."""

    site_code: str
    currency: str
    groups: tuple[SellerGroup, ...]
    count: int
    subtotal_minor: int
    shipping_minor: int
    tax_minor: int
    total_minor: int
    tax_included: bool
    problems: tuple[Problem, ...]
    reserved_until: datetime | None

    @property
    def can_check_out(self) -> bool:
        """Whether nothing stands in the way."""
        return bool(self.groups) and not any(problem.blocks for problem in self.problems)

    def problems_at(self, offer_id: UUID) -> list[Problem]:
        """What is wrong with one line."""
        return [problem for problem in self.problems if problem.offer_id == offer_id]


def cart_view(person_id: UUID | None, site: Site, shipping: Mapping[UUID | str, str] | None = None) -> CartView:
    """
    A person's cart on a site, priced: two queries, however much is in it.

    :param shipping: the chosen way of delivery by seller; the cheapest where none is named or the named one is gone.
    """
    lines = as_lines(send([reading(person_id, site.code)])[0]) if person_id else []
    rates = rates_for({line.seller_id for line in lines}, site.code) if lines else {}
    chosen = {str(seller): code for seller, code in (shipping or {}).items()}
    groups = tuple(_group(list(of_seller), rates, chosen, site) for _seller, of_seller in groupby(lines, lambda line: line.seller_id))
    until = [line.reserved_until for line in lines]
    return CartView(
        site_code=site.code,
        currency=site.currency,
        groups=groups,
        count=sum(line.quantity for line in lines),
        subtotal_minor=sum(group.subtotal_minor for group in groups),
        shipping_minor=sum(group.shipping_minor for group in groups),
        tax_minor=sum(group.tax_minor for group in groups),
        total_minor=sum(group.total_minor for group in groups),
        tax_included=site.prices_include_tax,
        problems=tuple(problems_of(lines, rates, site.code, site.currency)),
        reserved_until=min(moment for moment in until if moment) if until and all(until) else None,
    )


def cart_count(person_id: UUID | None, site_code: str | None = None) -> int:
    """How many things are in a person's cart, on one site or on all."""
    if person_id is None:
        return 0
    return count_from(sql.rows(IN_CART, {"person": person_id, "site": site_code or None}))


def question_of_count(person_id: UUID) -> Statement:
    """How many things are in a person's carts: the question, for whoever sends it together with others."""
    return Statement(IN_CART, {"person": person_id, "site": None})


def count_from(found: Rows) -> int:
    """The answer to `question_of_count`."""
    return int(found[0][0]) if found else 0


def cart_of(person_id: UUID, site: Site) -> Cart | None:
    """A person's cart on a site, if there is one."""
    return Cart.objects.filter(person_id=person_id, site=site).first()


def _group(lines: Sequence[Line], rates: Mapping[UUID, Sequence[Choice]], chosen: Mapping[str, str], site: Site) -> SellerGroup:
    seller = lines[0]
    goods = sum(line.total_minor for line in lines)
    offered = rates.get(seller.seller_id, ())
    rate = choose_rate(offered, chosen.get(str(seller.seller_id)), goods) or choose_rate(offered, None, goods)
    price = price_lines(lines, rate, taxes_of(site))
    return SellerGroup(
        seller_id=seller.seller_id,
        name=seller.seller_name,
        slug=seller.seller_slug,
        place=seller.seller_place,
        learns=seller.learns,
        lines=tuple(lines),
        rates=tuple(RateChoice(each.code, each.name, quote(each, goods), each.days_min, each.days_max, each is rate) for each in offered),
        subtotal_minor=price.subtotal_minor,
        shipping_minor=price.shipping_minor,
        tax_minor=price.tax_minor,
        total_minor=price.total_minor,
    )
