"""The nouns of the catalogue."""

from boxmalls.catalog.models.card import Card, ShelfCount, ShelfPlace
from boxmalls.catalog.models.importing import ImportProblem, ImportRun
from boxmalls.catalog.models.media import Media
from boxmalls.catalog.models.offer import Condition, Offer, OfferStatus
from boxmalls.catalog.models.product import Product, ProductStatus, Variant
from boxmalls.catalog.models.stock import Reservation, Stock
from boxmalls.catalog.models.taxonomy import (
    Attribute,
    AttributeValue,
    Category,
    CategoryAttribute,
)

__all__ = [
    "Attribute",
    "AttributeValue",
    "Card",
    "Category",
    "CategoryAttribute",
    "Condition",
    "ImportProblem",
    "ImportRun",
    "Media",
    "Offer",
    "OfferStatus",
    "Product",
    "ProductStatus",
    "Reservation",
    "ShelfCount",
    "ShelfPlace",
    "Stock",
    "Variant",
]
