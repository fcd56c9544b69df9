"""Goods for tests, made through the front door."""

from datetime import UTC, datetime
from itertools import count
from typing import Any

from boxmalls.catalog.actions.goods import add_product, add_variant, offer_product
from boxmalls.catalog.models import Category, Media, Offer, Product, Variant
from boxmalls.sellers.models import Seller
from boxmalls.sellers.testing import make_seller
from boxmalls.sites.models import Site
from boxmalls.sites.testing import make_site

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
_numbers = count(1)


def make_category(key: str = "aa-8", name: str = "") -> Category:
    """A category and those above it; the taxonomy itself is not loaded for a test."""
    found = Category.objects.filter(pk=key).first()
    if found:
        return found
    above, _dash, _rest = key.rpartition("-")
    parent = make_category(above) if above else None
    path = [*(parent.path if parent else []), key]
    names = {"en": name or f"Category {key}"}
    return Category.objects.create(id=key, parent=parent, level=len(path) - 1, position=next(_numbers), path=path, names=names, slug=key)


def make_product(**given: Any) -> Product:
    """A product that nobody offers yet."""
    category = given.pop("category", None) or make_category()
    seller = given.pop("seller", None) or make_seller()
    values = {"title": f"Thing {next(_numbers)}", "at": AT, **given}
    return add_product(category=category, seller=seller, **values)


def make_variant(product: Product, **options: str) -> Variant:
    """A form that a product comes in: `make_variant(shoe, Size="39")`."""
    return add_variant(product=product, options=options)


def make_offer(*, stock: int = 5, product: Product | None = None, seller: Seller | None = None, site: Site | str = "eu", **given: Any) -> Offer:
    """Something that can be bought: product, seller and site are made unless given."""
    place = make_site(site) if isinstance(site, str) else site
    seller = seller or make_seller()
    product = product or make_product(seller=seller)
    values = {"external_id": f"ref-{next(_numbers)}", "price_minor": 1999, "at": AT, **given}
    return offer_product(product=product, seller=seller, site=place, stock=stock, **values)


def make_media(product: Product, **given: Any) -> Media:
    """A picture's record; there is no file behind it."""
    values = {"key": f"{next(_numbers):032x}", "width": 960, "height": 720, "widths": [240, 480, 960], "formats": ["avif", "webp", "jpg"]}
    return Media.objects.create(product=product, **{**values, **given})
