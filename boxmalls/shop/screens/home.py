"""The start page: a promise, photographed goods, what is known about whoever looks, aisles, new things, a seller, the sites."""

from datetime import date
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from boxmalls.base.clock import now
from boxmalls.shop import queries
from boxmalls.shop.asked import Asked
from boxmalls.shop.kept import once_a_minute
from boxmalls.shop.links import category_href, product_href, seller_href
from boxmalls.shop.page import Page
from boxmalls.shop.screens.drawing import draw, safe
from boxmalls.shop.screens.known import draw_known
from boxmalls.shop.words import sees_in_short, seller_facts
from boxmalls.sites.queries import all_sites
from boxmalls.ui.drawings import symbol_for
from boxmalls.ui.formatting import format_money

NEW_THINGS = 8
TILES = 8
MARK = "\0known\0"


def show(asked: Asked) -> Page:
    """The start page. All but what is known about the visitor is the same for everybody, and made once a minute."""
    main = once_a_minute(("home", asked.site.code, asked.language, asked.origin), lambda: _drawn(asked, now().date()))
    return Page(
        title=_("Shop from people, stay your own person"),
        main=main.replace(MARK, draw_known(asked)),
        description=_("Independent sellers in one basket. Each learns what it needs to send your parcel, and nothing more."),
        address="/",
    )


def _drawn(asked: Asked, today: date) -> str:
    sellers, categories = queries.counts(asked.site.code)
    shown = queries.photographed(asked.site.code)
    return draw(
        "home.html",
        known=safe(MARK),
        sellers=sellers,
        categories=categories,
        photographed=[
            {"href": product_href(each, slug), "title": title, "price_minor": price, "currency": asked.site.currency, "photo": photo}
            for each, slug, title, price, photo in shown
        ],
        aisles=_aisles(asked),
        new_cards=safe(queries.newest_cards(asked.site.code, asked.language, NEW_THINGS)),
        story=_story(asked, today),
        example=_example(asked, shown),
        sites=_sites(asked),
    )


def _aisles(asked: Asked) -> list[dict[str, Any]]:
    fullest = sorted(queries.aisles(asked.site.code, asked.language), key=lambda each: -each.count)[:TILES]
    return [{"name": each.name, "href": category_href(each.id, each.slug), "count": each.count, "symbol": symbol_for(each.id)} for each in fullest]


def _story(asked: Asked, today: date) -> dict[str, Any] | None:
    row = queries.story(asked.site.code, today)
    if row is None:
        return None
    name, slug, about, place, country, since_on, learns, _products, photo = row
    facts = seller_facts(place, country, since_on, asked.language)
    return {"name": name, "href": seller_href(slug), "about": about, "facts": facts, "sees": sees_in_short(learns), "photo": photo}


EXAMPLES = {
    "TW": ("林美玲", "美玲", "臺北市中山區中山北路二段 42 號"),
    "MY": ("Nur Aisyah", "Nur", "12 Jalan Ampang, 50450 Kuala Lumpur"),
    "": ("Lena Krause", "Lena", "Lindenweg 12, 04107 Leipzig"),
}


def _example(asked: Asked, shown: list[queries.Row]) -> dict[str, str]:
    """An invented order of something that is really sold here."""
    name, first, address = EXAMPLES.get(asked.site.country, EXAMPLES[""])
    title, price = (shown[0][2], shown[0][3]) if shown else (_("one thing"), 13_000)
    return {
        "name": name,
        "shown_name": first,
        "address": address,
        "what": title,
        "label": "BX-4471-92",
        "reference": "7K2M 0091",
        "amount": format_money(price, asked.site.currency, asked.language),
    }


def _sites(asked: Asked) -> list[dict[str, Any]]:
    names = dict(settings.LANGUAGES)
    port = asked.origin.rpartition(":")[2] if asked.origin.count(":") > 1 else ""
    scheme = asked.origin.partition("://")[0]
    return [
        {
            "name": site.name,
            "href": f"{scheme}://{site.host}{':' + port if port else ''}/",
            "language": site.default_language,
            "current": site.code == asked.site.code,
            "promise": _promise(site.default_language),
            "currency": site.currency,
            "languages": " · ".join(names[code] for code in site.languages),
        }
        for site in all_sites()
    ]


def _promise(language: str) -> str:
    with translation.override(language):
        return _("Buy from independent sellers. Your data, your decision.")
