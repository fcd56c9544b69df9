"""Addresses, pictures and ranks. Plain functions: no database, no clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

MEDIA_URL = "/media/"


def product_address(product_id: UUID | str, slug: str) -> str:
    """Where a product's page is."""
    return f"/products/{product_id}/{slug}"


def category_address(category_id: str, slug: str) -> str:
    """Where a category's page is."""
    return f"/c/{category_id}/{slug}"


def seller_address(slug: str) -> str:
    """Where a seller's page is."""
    return f"/sellers/{slug}"


def seller_shelf(slug: str) -> str:
    """The shelf that holds a seller's goods."""
    return f"@{slug}"


def media_file(key: str, width: int, extension: str) -> str:
    """The path of one file of a picture, below the media folder."""
    return f"{key[:2]}/{key}-{width}.{extension}"


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture as a page needs it: what to load for which width, and how large it is before it is there."""

    src: str
    width: int
    height: int
    alt: str
    avif: str
    webp: str
    credit: str = ""


def photo(key: str, width: int, height: int, widths: Sequence[int], formats: Sequence[str], alt: str = "", credit: str = "") -> Photo:
    """The addresses of a picture's files. `src` is for browsers without any modern format, of middling width."""

    def srcset(extension: str) -> str:
        if extension not in formats:
            return ""
        return ", ".join(f"{MEDIA_URL}{media_file(key, each, extension)} {each}w" for each in widths)

    plain = "jpg" if "jpg" in formats else formats[0]
    middling = min(widths, key=lambda each: abs(each - 480))
    return Photo(f"{MEDIA_URL}{media_file(key, middling, plain)}", width, height, alt, srcset("avif"), srcset("webp"), credit)


def name_in(names: dict[str, str], language: str) -> str:
    """A name in a language; in English where there is none."""
    return names.get(language) or names["en"]


def shelf_rank(*, boost: int, pictured: bool, buyable: bool, sellers: int, product_id: UUID) -> int:
    """
    Where a product stands on a shelf that is not sorted by anything else; more is further to the front.

    What the marketplace lifts comes first, then what has a picture, what can be had now, what several sellers offer.
    The rest is shuffled, the same way every time, so that no seller stands in one block.
    """
    return boost * 10_000 + pictured * 5_000 + buyable * 2_000 + min(sellers, 9) * 100 + product_id.int % 97
