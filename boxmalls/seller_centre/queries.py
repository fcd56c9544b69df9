"""Reading for the seller's desk."""

import base64
import binascii
import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from boxmalls.base import sql

SIGNS = str.maketrans({"\\": "\\\\", "%": "\\%", "_": "\\_"})


@dataclass(frozen=True, slots=True)
class Listing:
    """One offer as its seller sees it. Prices in minor units."""

    offer_id: UUID
    external_id: str
    site: str
    price_minor: int
    currency: str
    status: str
    product_id: UUID
    slug: str
    title: str
    variant: str
    on_hand: int
    reserved: int


@dataclass(frozen=True, slots=True)
class Asked:
    """Which listings are asked for. Texts are looked for in titles and references."""

    text: str = ""
    site: str = ""
    state: str = ""
    cursor: str = ""


def listings(seller_id: UUID, asked: Asked, size: int) -> tuple[list[Listing], str]:
    """A page of a seller's listings by reference, and the cursor of the next one."""
    reference, after_site = read_cursor(asked.cursor)
    given = {
        "seller": seller_id,
        "reference": reference,
        "after_site": after_site,
        "site": asked.site,
        "state": asked.state,
        "text": asked.text,
        "pattern": f"%{asked.text.translate(SIGNS)}%",
        "size": size + 1,
    }
    found = [Listing(*row) for row in sql.rows(sql.read(__file__, "listings.sql"), given)]
    last = found[size - 1] if len(found) > size else None
    return found[:size], write_cursor(last.external_id, last.site) if last else ""


def listing_count(seller_id: UUID) -> int:
    """How many listings a seller has."""
    found = sql.row("SELECT count(*) FROM catalog_offer WHERE seller_id = %s", (seller_id,))
    return int(found[0]) if found else 0


def sold_out_count(seller_id: UUID) -> int:
    """How many listings on sale have nothing left."""
    statement = """
        SELECT count(*) FROM catalog_offer o JOIN catalog_stock st ON st.offer_id = o.id
         WHERE o.seller_id = %s AND o.status = 'live' AND st.on_hand - st.reserved <= 0"""
    found = sql.row(statement, (seller_id,))
    return int(found[0]) if found else 0


def accounts(seller_id: UUID) -> list[tuple[Any, ...]]:
    """A seller's accounts in the ledger: id, kind, unit, balance in minor units."""
    return sql.rows("SELECT id, kind, unit, balance_minor FROM ledger_account WHERE owner_seller = %s ORDER BY unit, kind", (seller_id,))


def entries(account_id: UUID, limit: int) -> list[tuple[Any, ...]]:
    """The latest entries of an account: when, kind, amount in minor units."""
    statement = """
        SELECT t.at, t.kind, e.amount_minor FROM ledger_entry e JOIN ledger_transaction t ON t.id = e.transaction_id
         WHERE e.account_id = %s ORDER BY t.at DESC, t.id DESC LIMIT %s"""
    return sql.rows(statement, (account_id, limit))


def write_cursor(*parts: str) -> str:
    """A place in a list as it stands in an address."""
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode("ascii").rstrip("=")


def read_cursor(cursor: str) -> tuple[str, str]:
    """The place that an address names; what we did not write leads to the beginning."""
    try:
        reference, site = json.loads(base64.urlsafe_b64decode(cursor + "=="))
    except (ValueError, TypeError, binascii.Error):
        return "", ""
    return (reference, site) if isinstance(reference, str) and isinstance(site, str) and "\0" not in reference + site else ("", "")
