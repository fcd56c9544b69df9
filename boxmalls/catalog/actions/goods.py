"""Adding products and offers one by one. Files of them go through `catalog.importing`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.text import slugify

from boxmalls.base import outbox
from boxmalls.catalog import cards
from boxmalls.catalog.models import Category, Offer, OfferStatus, Product, Stock, Variant
from boxmalls.sellers.models import Seller
from boxmalls.sites.models import Site


def slug_of(title: str) -> str:
    """The readable end of a product's address."""
    return slugify(title)[:80].strip("-") or "product"


@transaction.atomic
def add_product(*, title: str, category: Category | str, seller: Seller | None, at: datetime, **more: Any) -> Product:
    """Describe a product. It is on no shelf until somebody offers it. `more`: any other field of Product."""
    category_id = category if isinstance(category, str) else category.pk
    return Product.objects.create(title=title, slug=slug_of(title), category_id=category_id, described_by=seller, created_at=at, changed_at=at, **more)


def add_variant(*, product: Product, options: dict[str, str], position: int = 0) -> Variant:
    """Let a product come in one more form, such as {"Size": "39"}."""
    return Variant.objects.create(product=product, options=options, name=", ".join(options.values()), position=position)


@transaction.atomic
def offer_product(
    *,
    product: Product,
    seller: Seller,
    site: Site,
    external_id: str,
    price_minor: int,
    stock: int,
    at: datetime,
    variant: Variant | None = None,
    **more: Any,
) -> Offer:
    """Put a product on sale. `more`: any other field of Offer. The currency is the site's."""
    offer = Offer.objects.create(
        product=product,
        seller=seller,
        site=site,
        external_id=external_id,
        price_minor=price_minor,
        variant=variant,
        currency=site.currency,
        created_at=at,
        changed_at=at,
        **more,
    )
    Stock.objects.create(offer=offer, seller=seller, on_hand=stock)
    tell([product.pk])
    return offer


@transaction.atomic
def change_price(*, offer: Offer, price_minor: int, at: datetime, was_minor: int | None = None) -> None:
    """Set an offer's price, and the lowest price of the last 30 days when it is higher."""
    cards.lock([offer.product_id])
    Offer.objects.filter(pk=offer.pk).update(price_minor=price_minor, was_minor=was_minor, changed_at=at)
    tell([offer.product_id])


@transaction.atomic
def retire_offer(*, offer: Offer, at: datetime) -> None:
    """Take an offer off sale. What was ordered of it stays ordered."""
    cards.lock([offer.product_id])
    Offer.objects.filter(pk=offer.pk).update(status=OfferStatus.RETIRED, changed_at=at)
    tell([offer.product_id])


def tell(product_ids: Sequence[UUID]) -> None:
    """Renew cards and shelves, and let other rooms know. Call it in the transaction that changed the goods."""
    cards.refresh(product_ids)
    outbox.publish("product.changed", payload={"product_ids": [str(each) for each in product_ids]})
