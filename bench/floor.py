"""
The floor: a bare granian that does by hand what a page needs, and nothing else.

For each address it runs hand-written SQL over the plain tables on a prepared, kept connection (for a search: the same words asked of the
same index folder, bare), puts the rows into HTML by f-strings, and sends as many bytes as our page did. No framework, no middleware, no
languages, no errors, no headers but the length. `FLOOR_SIZES` names a JSON file: path → bytes; `FLOOR_READERS` is JSON: cookie → who reads; so is `FLOOR_QUESTIONS`: name → SQL.
"""

import json
import os
import threading
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import cache
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote

import psycopg

from config.env import env

SIZES: dict[str, int] = json.loads(Path(os.environ["FLOOR_SIZES"]).read_text())
READERS: dict[str, str] = json.loads(os.environ["FLOOR_READERS"])
_own = threading.local()

CARDS = """
SELECT p.id, p.slug, p.title, o.price_minor, o.was_minor, o.currency, s.name, n.offers, k.on_hand - k.reserved, m.key, m.width, m.height, m.alt
  FROM unnest(%s::uuid[]) WITH ORDINALITY AS w (id, place)
  JOIN catalog_product p ON p.id = w.id
  JOIN LATERAL (SELECT * FROM catalog_offer WHERE product_id = p.id AND site_id = 'eu' AND status = 'live' ORDER BY price_minor LIMIT 1) o ON true
  JOIN LATERAL (SELECT count(*) AS offers FROM catalog_offer WHERE product_id = p.id AND site_id = 'eu' AND status = 'live') n ON true
  JOIN sellers_seller s ON s.id = o.seller_id
  JOIN catalog_stock k ON k.offer_id = o.id
  LEFT JOIN LATERAL (SELECT * FROM catalog_media WHERE product_id = p.id ORDER BY position LIMIT 1) m ON true
 ORDER BY w.place
"""
SHELF = "SELECT product_id FROM catalog_shelfplace WHERE site_id = 'eu' AND shelf = %s ORDER BY rank DESC, product_id LIMIT %s"
BRANDS = """
SELECT p.brand, count(*) FROM catalog_shelfplace w JOIN catalog_product p ON p.id = w.product_id
 WHERE w.site_id = 'eu' AND w.shelf = %s GROUP BY p.brand ORDER BY count(*) DESC LIMIT 12
"""
CHILDREN = """
SELECT c.id, c.slug, c.names->>'en', n.products FROM catalog_category c JOIN catalog_shelfcount n ON n.shelf = c.id AND n.site_id = 'eu'
 WHERE c.parent_id IS NOT DISTINCT FROM %s ORDER BY n.products DESC LIMIT 24
"""
PRODUCT = """
SELECT p.title, p.description, p.brand, p.model_no, p.category_id, c.names->>'en' FROM catalog_product p JOIN catalog_category c ON c.id = p.category_id WHERE p.id = %s
"""
OFFERS = """
SELECT o.id, o.price_minor, o.currency, o.condition, o.dispatch_days, o.return_days, s.name, s.slug, s.place, s.learns, k.on_hand - k.reserved, r.price_minor
  FROM catalog_offer o JOIN sellers_seller s ON s.id = o.seller_id JOIN catalog_stock k ON k.offer_id = o.id
  LEFT JOIN LATERAL (SELECT price_minor FROM shipping_rate WHERE seller_id = s.id AND site_id = 'eu' ORDER BY price_minor LIMIT 1) r ON true
 WHERE o.product_id = %s AND o.site_id = 'eu' AND o.status = 'live' ORDER BY o.price_minor
"""
MEDIA = "SELECT key, width, height, alt FROM catalog_media WHERE product_id = %s ORDER BY position"


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer one address."""
    path, query = unquote(environ["PATH_INFO"].encode("latin-1").decode()), environ["QUERY_STRING"]
    body = _page(path, query, environ.get("HTTP_COOKIE", "")).encode()
    wanted = SIZES.get(f"{path}?{query}" if query else path, len(body))
    body = body[:wanted] if len(body) >= wanted else body + b" " * (wanted - len(body))
    start_response("200 OK", [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(body)))])
    return [body]


def _page(path: str, query: str, cookies: str) -> str:
    if path == "/policy":
        return _policy(cookies)
    if path == "/":
        found = [row[0] for row in _rows(SHELF, ["", 24])]
        return _cards(found) + _links(_rows(CHILDREN, [None]))
    if path.startswith("/c/"):
        shelf = path.split("/")[2]
        found = [row[0] for row in _rows(SHELF, [shelf, 24])]
        return _cards(found) + _links(_rows(CHILDREN, [shelf])) + _links(_rows(BRANDS, [shelf]))
    if path.startswith("/products/"):
        return _product(path.split("/")[2])
    words = parse_qs(query).get("q", [""])[0]
    found, counts = _search(words)
    return _cards(found) + _links(counts)


def _cards(ids: list[Any]) -> str:
    return "".join(
        f'<li class="card"><div class="card-photo"><img src="/media/{key}.webp" alt="{escape(alt or "")}" width="{width}" height="{height}" loading="lazy"></div>'
        f'<h3 class="card-name"><a href="/products/{key_id}/{slug}">{escape(title)}</a></h3>'
        f'<p class="card-price"><span class="price"><data value="{price / 100:.2f}">€{price / 100:,.2f}</data></span></p>'
        f'<p class="card-meta"><span>{escape(seller)}</span><span>{offers} offers</span></p></li>'
        for key_id, slug, title, price, _was, _currency, seller, offers, _left, key, width, height, alt in _rows(CARDS, [ids])
    )


def _links(rows: list[tuple[Any, ...]]) -> str:
    return "".join(f'<li><a href="/c/{row[0]}">{escape(str(row[-2]))}</a> <span class="count">{row[-1]}</span></li>' for row in rows)


def _product(key: str) -> str:
    ((title, description, brand, model, category, name),) = _rows(PRODUCT, [key])
    pictures = "".join(f'<img src="/media/{row[0]}.webp" width="{row[1]}" height="{row[2]}" alt="{escape(row[3] or "")}">' for row in _rows(MEDIA, [key]))
    offers = "".join(
        f'<li class="offer"><b>{escape(row[6])}</b> {escape(row[8])} {row[9]} €{row[1] / 100:,.2f} + {row[11]} {row[3]} {row[4]} {row[5]} {row[10]}</li>'
        for row in _rows(OFFERS, [key])
    )
    return f"<h1>{escape(title)}</h1>{pictures}<p>{escape(description)}</p><p>{escape(brand)} {escape(model)}</p><a href='/c/{category}'>{escape(name)}</a><ul>{offers}</ul>"


def _policy(cookies: str) -> str:
    """The text with a line of the reader's own beside each sentence."""
    from bench.floor_policy import page

    return page(cookies.partition("=")[2], READERS[cookies], datetime.now(UTC), _raw)


def _search(words: str) -> tuple[list[Any], list[tuple[Any, ...]]]:
    """The same words of the same index, asked bare: one query, one count by brand."""
    from bench.floor_search import ask

    return ask(words)


def _rows(statement: str, parameters: Any, alias: str = "default") -> list[tuple[Any, ...]]:
    return _wire(alias).execute(statement, parameters, prepare=True).fetchall()


def _raw(statement: bytes, parameters: Any, alias: str) -> list[tuple[Any, ...]]:
    return psycopg.RawCursor(_wire(alias)).execute(statement, parameters, prepare=True).fetchall()


def _wire(alias: str) -> "psycopg.Connection[Any]":
    wire = getattr(_own, alias, None)
    if wire is None:
        database = _databases()[alias]
        wire = psycopg.connect(
            host=database["HOST"], port=database["PORT"], dbname=database["NAME"], user=database["USER"], password=database["PASSWORD"], autocommit=True
        )
        setattr(_own, alias, wire)
    return wire


@cache
def _databases() -> dict[str, Any]:
    return env.databases
