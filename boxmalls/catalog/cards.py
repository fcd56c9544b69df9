"""Cards: a product among others, as HTML in every language of its site, made when the goods change and stored."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.template import engines
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from boxmalls.base import sql
from boxmalls.catalog import rules
from boxmalls.catalog.arrays import array, columns
from boxmalls.catalog.models import Condition
from boxmalls.sites.queries import all_sites
from boxmalls.ui import assets
from boxmalls.ui.drawings import drawing_for

MACRO = "ui/macros/card.html"
LOCK = "SELECT FROM catalog_product WHERE id = ANY(%s) ORDER BY id FOR NO KEY UPDATE"


@dataclass(frozen=True, slots=True)
class CardFacts:
    """What a card shows of a product on a site, in the order of `sql/card_facts.sql`."""

    product_id: UUID
    site: str
    title: str
    slug: str
    boost: int
    category: str
    path: list[str]
    price_minor: int
    was_minor: int | None
    currency: str
    condition: str
    dispatch_days: int
    buyable: bool
    seller: str
    sellers: int
    seller_slugs: list[str]
    dearest_minor: int | None
    arrived_at: datetime
    key: str | None
    width: int
    height: int
    widths: list[int]
    formats: list[str]

    @property
    def rank(self) -> int:
        return rules.shelf_rank(boost=self.boost, pictured=self.key is not None, buyable=self.buyable, sellers=self.sellers, product_id=self.product_id)

    @property
    def shelves(self) -> list[str]:
        """All shelves on which the product stands."""
        return ["", *self.path, *map(rules.seller_shelf, self.seller_slugs)]


def refresh(product_ids: Sequence[UUID]) -> None:
    """
    Make the cards of products anew and put them on their shelves; take both away where nobody sells them any more.

    In the caller's transaction. The products are locked first, in the order of their ids: two that change the same product
    follow one another, and the later one sees what the earlier one changed.
    """
    ids = sorted(set(product_ids))
    if not ids:
        return
    lock(ids)
    facts = [CardFacts(*row) for row in sql.rows(sql.read(__file__, "card_facts.sql"), {"product_ids": ids})]
    facts.sort(key=lambda each: (each.product_id, each.site))
    _place(ids, facts)
    _store(ids, facts)


def lock(product_ids: Sequence[UUID]) -> None:
    """Let nobody else change what these products' cards show until the transaction ends. Before any of their offers is changed."""
    sql.rows(LOCK, (sorted(product_ids),))


def render(facts: CardFacts, language: str) -> str:
    """One card in one language. The caller has that language switched on."""
    photo = None
    if facts.key:
        photo = rules.photo(facts.key, facts.width, facts.height, facts.widths, facts.formats)
    return str(
        _macro()(
            facts.title,
            rules.product_address(facts.product_id, facts.slug),
            facts.price_minor,
            facts.currency,
            photo=photo,
            kind=drawing_for(facts.category),
            sellers=_sellers(facts, language),
            fact=_sending(facts.dispatch_days, language) if facts.buyable else "",
            badge=_badge(facts.condition, language),
            before=facts.was_minor,
            from_=facts.dearest_minor is not None and facts.dearest_minor > facts.price_minor,
            sold_out=not facts.buyable,
        )
    )


@cache
def made_with() -> str:
    """A name for how cards look at present: it changes with the macro, the icons and the words on the card."""
    env = engines["jinja2"].env  # type: ignore[attr-defined]
    drawn = "".join(env.loader.get_source(env, name)[0] for name in (MACRO, "ui/macros/picture.html", "ui/macros/price.html"))
    return hashlib.sha256("".join((drawn, assets.address("icons.svg"), *_words())).encode()).hexdigest()[:12]


def _words() -> Iterator[str]:
    """All that a card may say, in every language."""
    for language, _name in settings.LANGUAGES:
        with override(language):
            yield from (_("Sold out"), _("from"), _("before"), *(str(each.label) for each in Condition))
            yield from (_sending(days, language) for days in range(3))
            yield from (_seller_count(number, language) for number in (1, 2, 5))


def stale(limit: int = 2000) -> list[UUID]:
    """Products whose cards were made by an older drawing."""
    found = sql.rows("SELECT DISTINCT product_id FROM catalog_card WHERE made_with <> %s LIMIT %s", (made_with(), limit))
    return [product for (product,) in found]


@cache
def _macro() -> Any:
    return engines["jinja2"].env.get_template(MACRO).module.card  # type: ignore[attr-defined]


def _sellers(facts: CardFacts, language: str) -> str:
    return facts.seller if facts.sellers == 1 else _seller_count(facts.sellers, language)


# Words that repeat on thousands of cards are looked up once for each language.
@lru_cache(maxsize=256)
def _seller_count(number: int, language: str) -> str:
    return ngettext("%(number)s seller", "%(number)s sellers", number) % {"number": number}


@lru_cache(maxsize=256)
def _sending(days: int, language: str) -> str:
    if days == 0:
        return _("Sent today")
    return ngettext("Sent within %(days)s day", "Sent within %(days)s days", days) % {"days": days}


@lru_cache(maxsize=64)
def _badge(condition: str, language: str) -> str:
    return "" if condition == Condition.NEW else str(Condition(condition).label)


def _store(ids: list[UUID], facts: list[CardFacts]) -> None:
    languages = {site.code: site.languages for site in all_sites()}
    cards = list(_cards(facts, languages))
    # A product that is no longer sold on a site has no card there; one that is keeps its row and gets new HTML.
    kept = {(each.product_id, each.site) for each in facts}
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM catalog_card WHERE product_id = ANY(%s) AND NOT (product_id, site_id) IN (SELECT * FROM unnest(%s::uuid[], %s::text[]))",
            [ids, [product for product, _site in kept], [site for _product, site in kept]],
        )
        if cards:
            cursor.execute(sql.read(__file__, "card_put.sql"), columns(cards))


def _cards(facts: list[CardFacts], languages: dict[str, list[str]]) -> Iterator[tuple[Any, ...]]:
    for language in sorted({each for spoken in languages.values() for each in spoken}):
        with override(language):
            for each in facts:
                if language in languages[each.site]:
                    yield each.product_id, each.site, language, render(each, language), made_with()


def _place(ids: list[UUID], facts: list[CardFacts]) -> None:
    places = [(each.site, shelf, each.product_id, rank, each.price_minor, each.arrived_at) for each in facts for rank in (each.rank,) for shelf in each.shelves]
    sites, shelves, products = (array(place[n] for place in places) for n in range(3))
    with connection.cursor() as cursor:
        cursor.execute(sql.read(__file__, "place_clear.sql"), {"product_ids": ids, "sites": sites, "shelves": shelves, "products": products})
        if places:
            cursor.execute(sql.read(__file__, "place_put.sql"), columns(places))
