"""Taking a chunk of listings into the catalogue: a few statements for thousands of rows, in the caller's transaction."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from boxmalls.base import outbox, sql
from boxmalls.base.ids import new_id
from boxmalls.catalog import cards
from boxmalls.catalog.actions.goods import slug_of
from boxmalls.catalog.arrays import array
from boxmalls.catalog.importing.checking import Listing
from boxmalls.catalog.importing.pictures import Stored
from boxmalls.sellers.models import Seller
from boxmalls.sites.models import Site

ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext('catalog.importing'))"
# While tables grow by thousands of rows a second, their statistics say that they are empty. Looking up by index is right at any size.
BY_INDEX = "SELECT set_config('enable_seqscan', %(plan)s, true), set_config('enable_hashjoin', %(plan)s, true), set_config('enable_mergejoin', %(plan)s, true)"


@dataclass(slots=True)
class Taken:
    """What became of a chunk."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    products: set[UUID] = field(default_factory=set)


@dataclass(slots=True)
class Entry:
    """A listing on its way in: its product, its offer, and the pictures made of its files."""

    listing: Listing
    pictures: list[Stored]
    product_id: UUID
    offer_id: UUID
    variant_id: UUID | None = None
    new_product: bool = False
    new_offer: bool = False


def take(*, seller: Seller, site: Site, listings: Sequence[Listing], pictures: dict[int, list[Stored]], at: datetime, draw: bool = True) -> Taken:
    """
    Take listings of one seller for one site. Taking the same again changes nothing.

    Chunks follow one another (an advisory lock until the transaction ends), so that two files which bring the same product
    make it once. Cards, shelves and the outbox are part of it: after the commit the goods are on show, before it nothing is.

    :param pictures: row number → pictures of that row.
    :param draw: draw cards and tell the outbox; a caller that takes many sites in one transaction does so once at the end.
    """
    if not listings:
        return Taken()
    sql.rows(ONE_AT_A_TIME)
    entries = _find(seller, site, listings, pictures)
    touched = _put_products(seller, entries, at)
    _put_variants(entries)
    changed = _put_offers(seller, site, entries, at)
    taken = Taken(products=touched | _put_media(entries))
    for entry in entries:
        if entry.new_offer:
            taken.created += 1
        elif entry.offer_id in changed or entry.product_id in taken.products:
            taken.changed += 1
        else:
            taken.unchanged += 1
    taken.products |= {entry.product_id for entry in entries if entry.offer_id in changed}
    if draw:
        tell(taken.products)
    return taken


def tell(products: set[UUID]) -> None:
    """Draw the cards of all that changed, and tell the other rooms with one fact for the whole chunk."""
    if products:
        cards.refresh(list(products))
        outbox.publish("product.changed", payload={"product_ids": sorted(map(str, products))})


def _find(seller: Seller, site: Site, listings: Sequence[Listing], pictures: dict[int, list[Stored]]) -> list[Entry]:
    """Which offer and product each listing is about; rows of one chunk that share a key share a new product."""
    sql.rows(BY_INDEX, {"plan": "off"})
    known = sql.rows(
        _text("import_known"),
        {
            "n": array(range(len(listings))),
            "external_id": array(each.external_id for each in listings),
            "product_key": array(each.product_key for each in listings),
            "gtin": array(each.gtin for each in listings),
            "seller": seller.pk,
            "site": site.pk,
        },
    )
    sql.rows(BY_INDEX, {"plan": "on"})
    made: dict[tuple[str, str], UUID] = {}
    entries: list[Entry] = []
    for (_n, offer_id, product_id), listing in zip(sorted(known, key=lambda row: row[0]), listings, strict=True):
        names = [("key", listing.product_key)] * bool(listing.product_key) + [("gtin", listing.gtin)] * bool(listing.gtin)
        found = product_id or next((made[name] for name in names if name in made), None)
        entry = Entry(listing, pictures.get(listing.row, []), found or new_id(), offer_id or new_id())
        entry.new_product, entry.new_offer = found is None, offer_id is None
        if product_id is None:
            made.update(dict.fromkeys(names, entry.product_id))
        entries.append(entry)
    return entries


def _put_products(seller: Seller, entries: list[Entry], at: datetime) -> set[UUID]:
    new = [entry for entry in entries if entry.new_product]
    old = [entry for entry in entries if not entry.new_product]
    if new:
        columns = _described(new) | {
            "slug": array(slug_of(entry.listing.title) for entry in new),
            "gtin": array(entry.listing.gtin for entry in new),
            "product_key": array(entry.listing.product_key for entry in new),
        }
        sql.run(_text("import_product_new"), {**columns, "seller": seller.pk, "at": at})
    changed = sql.rows(_text("import_product_change"), {**_described(old), "seller": seller.pk, "at": at}) if old else []
    return {entry.product_id for entry in new} | {product for (product,) in changed}


def _described(entries: list[Entry]) -> dict[str, str]:
    listings = [entry.listing for entry in entries]
    return {
        "id": array(entry.product_id for entry in entries),
        "title": array(each.title for each in listings),
        "description": array(each.description for each in listings),
        "category": array(each.category for each in listings),
        "brand": array(each.brand for each in listings),
        "model_no": array(each.model_no for each in listings),
        "attributes": array(_json(each.attributes) for each in listings),
        "language": array(each.language for each in listings),
        "described_ref": array(each.external_id for each in listings),
    }


def _put_variants(entries: list[Entry]) -> None:
    varied = [(n, entry) for n, entry in enumerate(entries) if entry.listing.options]
    if not varied:
        return
    found = sql.rows(
        _text("import_variants"),
        {
            "id": array(new_id() for _ in varied),
            "product_id": array(entry.product_id for _n, entry in varied),
            "name": array(", ".join(entry.listing.options.values())[:200] for _n, entry in varied),
            "options": array(_json(entry.listing.options) for _n, entry in varied),
            "n": array(n for n, _entry in varied),
        },
    )
    for n, variant_id in found:
        entries[n].variant_id = variant_id


def _put_offers(seller: Seller, site: Site, entries: list[Entry], at: datetime) -> set[UUID]:
    """Write offers and stock; the ids of the offers of which either is new or different."""
    listings = [entry.listing for entry in entries]
    plain = ["external_id", "price_minor", "was_minor", "condition", "tax_class", "status", "dispatch_days", "return_days"]
    columns = {name: array(getattr(each, name) for each in listings) for name in plain}
    columns |= {
        "id": array(entry.offer_id for entry in entries),
        "product_id": array(entry.product_id for entry in entries),
        "variant_id": array(entry.variant_id for entry in entries),
    }
    offers = sql.rows(_text("import_offers"), {**columns, "seller": seller.pk, "site": site.pk, "currency": site.currency, "at": at})
    stock = sql.rows(
        _text("import_stock"),
        {"seller": seller.pk, "offer_id": columns["id"], "on_hand": array(each.stock for each in listings)},
    )
    return {offer for (offer,) in [*offers, *stock]}


def _put_media(entries: list[Entry]) -> set[UUID]:
    rows = [(entry, position, picture) for entry in entries for position, picture in enumerate(entry.pictures)]
    if not rows:
        return set()
    put = sql.rows(
        _text("import_media"),
        {
            "id": array(new_id() for _ in rows),
            "product_id": array(entry.product_id for entry, _position, _picture in rows),
            "position": array(position for _entry, position, _picture in rows),
            "alt": array(entry.listing.image_alt or entry.listing.title for entry, _position, _picture in rows),
            "credit": array(picture.credit for _entry, _position, picture in rows),
            "key": array(picture.key for _entry, _position, picture in rows),
            "width": array(picture.width for _entry, _position, picture in rows),
            "height": array(picture.height for _entry, _position, picture in rows),
            "widths": array(" ".join(map(str, picture.widths)) for _entry, _position, picture in rows),
            "formats": array(" ".join(picture.formats) for _entry, _position, picture in rows),
        },
    )
    return {product for (product,) in put}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _text(name: str) -> str:
    return sql.read(cards.__file__, f"{name}.sql")
