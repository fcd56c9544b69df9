"""
What placing an order costs: our one path with every guard on, beside the same rows written by hand with every guard off.

The floor does what a careful script would do without a kernel: it reads the cart's lines with their prices, then writes the same rows in
one pipeline, personal values in plain, balances by UPDATE, with the triggers of the privacy guards and of the books disabled. Both ways
take turns, some orders at a time, so that what the databases do in the background falls on both alike.
`python -m bench.place_order 300` inside a measured shop's environment; prints one JSON line.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

import psutil
import psycopg

ROOMS = Path(__file__).resolve().parents[1] / "boxmalls"
WARM_UP, TURN, WARM = 150, 50, 10
AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
GUARDED = ["orders_ordergroup", "orders_order", "orders_orderline", "orders_delivery", "orders_contact", "orders_invoice", "payments_payment"]
GUARDED += ["ledger_transaction", "ledger_entry", "ledger_account", "checkout_cart", "checkout_cartline", "checkout_completion"]


def main(count: int) -> None:
    """Place so many orders each way, and print what one costs."""
    import django

    django.setup()
    offers = _offers()
    _ours(_carts(WARM_UP, offers))
    ours, floor = Spent(), Spent()
    with _wire() as wire:
        for _ in range(-(-count // TURN)):
            carts = _carts(2 * (WARM + TURN), offers)
            mine, its = carts[: WARM + TURN], carts[WARM + TURN :]
            _ours(mine[:WARM])
            ours.add(_ours, mine[WARM:])
            _triggers("DISABLE")
            try:
                _floor(wire, its[:WARM])
                floor.add(lambda these: _floor(wire, these), its[WARM:])
            finally:
                _triggers("ENABLE")
    print(json.dumps({"orders": len(ours.times), "ours": ours.each(), "floor": floor.each(), "ratio": round(ours.cpu / floor.cpu, 2)}))


def _offers() -> list[Any]:
    from boxmalls.base.ids import new_id
    from boxmalls.checkout.testing import make_delivered_offer
    from boxmalls.sellers.testing import make_seller

    return [make_delivered_offer(site="eu", seller=make_seller(name=f"Bench {new_id()}", slug=f"bench-{new_id()}"), stock=1_000_000) for _ in range(2)]


def _carts(count: int, offers: list[Any]) -> list[tuple[Any, int]]:
    """Carts of two sellers' goods, each with a buyer whose balance covers it."""
    from boxmalls.checkout.queries import cart_view
    from boxmalls.checkout.testing import make_cart
    from boxmalls.payments.testing import make_balance

    made = []
    for _ in range(count):
        cart = make_cart(offers=offers, site="eu")
        total = cart_view(cart.person_id, cart.site).total_minor
        make_balance(cart.person, total, "EUR")
        made.append((cart, total))
    return made


def _ours(carts: list[tuple[Any, int]]) -> list[float]:
    from boxmalls.checkout.actions import complete_checkout
    from boxmalls.checkout.testing import ADDRESSES

    def place(cart: Any, total: int) -> None:
        complete_checkout(
            cart=cart, person=cart.person, key=f"bench-{cart.pk}", expected_total_minor=total, contact="lena@example.org",
            delivery=ADDRESSES["eu"], shipping={}, payment_method="balance", at=AT, language="en",
        )  # fmt: skip

    return _each(place, carts)


def _wire() -> "psycopg.Connection[Any]":
    from config.env import env

    database = env.databases["default"]
    return psycopg.connect(
        host=database["HOST"], port=database["PORT"], dbname=database["NAME"], user=database["USER"], password=database["PASSWORD"], autocommit=True
    )


def _floor(wire: "psycopg.Connection[Any]", carts: list[tuple[Any, int]]) -> list[float]:
    return _each(lambda cart, total: _by_hand(wire, cart.pk, cart.person_id), carts)


def _each(place: Callable[[Any, int], None], carts: list[tuple[Any, int]]) -> list[float]:
    times = []
    for cart, total in carts:
        begun = time.perf_counter()
        place(cart, total)
        times.append(1000 * (time.perf_counter() - begun))
    return times


@dataclass(slots=True)
class Spent:
    """What the orders of one way took so far: CPU seconds of this process and of the databases, milliseconds of the clock for each."""

    application: float = 0.0
    database: float = 0.0
    times: list[float] = field(default_factory=list)

    @property
    def cpu(self) -> float:
        """Of all of them."""
        return self.application + self.database

    def add(self, way: Callable[[list[tuple[Any, int]]], list[float]], carts: list[tuple[Any, int]]) -> None:
        """Place some more, and add what they took."""
        databases = [psutil.Process(int(pid)) for pid in os.environ["BENCH_POSTMASTERS"].split(",")]
        before_database, before_self = _cpu(databases), time.process_time()
        self.times += way(carts)
        self.application += time.process_time() - before_self
        self.database += _cpu(databases) - before_database

    def each(self) -> dict[str, float]:
        """Of one of them, in milliseconds."""
        times, each = sorted(self.times), 1000 / len(self.times)
        return {
            "cpu_ms": round(self.cpu * each, 3), "application_ms": round(self.application * each, 3), "database_ms": round(self.database * each, 3),
            "p50_ms": round(times[len(times) // 2], 2), "p99_ms": round(times[int(len(times) * 0.99)], 2),
        }  # fmt: skip


def _cpu(roots: list[psutil.Process]) -> float:
    total = 0.0
    for root in roots:
        for process in [root, *root.children(recursive=True)]:
            try:
                spent = process.cpu_times()
            except psutil.NoSuchProcess:
                continue
            total += spent.user + spent.system + (spent.children_user + spent.children_system if process is root else 0)
    return total


def _triggers(verb: str) -> None:
    from config.env import env

    database = env.admin_databases["default"]
    with psycopg.connect(
        host=database["HOST"], port=database["PORT"], dbname=database["NAME"], user=database["USER"], password=database["PASSWORD"], autocommit=True
    ) as wire:
        for table in GUARDED:
            wire.execute(f"ALTER TABLE {table} {verb} TRIGGER USER")


@cache
def _sql(room: str, name: str) -> str:
    return (ROOMS / room / "sql" / name).read_text()


LINES = """
SELECT l.offer_id, l.quantity, o.price_minor, o.seller_id, o.external_id, p.id, p.title, s.commission_bp, r.code, r.name, r.price_minor, t.rate_bp, s.slug
  FROM checkout_cartline l JOIN catalog_offer o ON o.id = l.offer_id JOIN catalog_product p ON p.id = o.product_id JOIN sellers_seller s ON s.id = o.seller_id
  JOIN LATERAL (SELECT code, name, price_minor FROM shipping_rate WHERE seller_id = s.id AND site_id = 'eu' ORDER BY price_minor LIMIT 1) r ON true
  JOIN sites_taxclass t ON t.site_id = 'eu' AND t.code = o.tax_class
 WHERE l.cart_id = %s ORDER BY s.id
"""
ACCOUNTS = """
SELECT kind, owner_seller, id FROM ledger_account WHERE unit = 'EUR' AND kind = 'wallet' AND owner_person_id = %s
UNION ALL
SELECT kind, owner_seller, id FROM ledger_account WHERE unit = 'EUR' AND kind IN ('payable', 'shipping') AND owner_seller = ANY(%s)
UNION ALL
SELECT kind, owner_seller, id FROM ledger_account WHERE unit = 'EUR' AND kind IN ('commission', 'commission-vat') AND shard = 0
"""
ORDER = """
INSERT INTO orders_order (group_id, person_id, placed_at, id, number, label, seller_id, subtotal_minor, shipping_minor, tax_minor, tax_included,
                          total_minor, commission_bp, commission_minor, commission_vat_minor, rate_code, rate_name, ship_by_on)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, true, %s, %s, %s, %s, %s, %s, %s)
"""
LINE = """
INSERT INTO orders_orderline (id, order_id, seller_id, position, offer_id, product_id, external_id, title, option, picture,
                              quantity, unit_price_minor, total_minor, tax_class, tax_rate_bp, tax_minor)
VALUES (%s, %s, %s, 0, %s, %s, %s, %s, '', '', %s, %s, %s, 'standard', %s, %s)
"""
DELIVERY = """
INSERT INTO orders_delivery (person_id, created_at, id, order_id, name, phone, line1, line2, city, region, postcode, country)
VALUES (%s, %s, %s, %s, %s, %s, %s, NULL, %s, NULL, %s, %s)
"""
COUNTER = """
WITH c AS (INSERT INTO orders_invoicecounter AS c (site_id, seller_id, year, last) VALUES ('eu', %s, 2026, 1)
           ON CONFLICT (site_id, seller_id, year) DO UPDATE SET last = c.last + 1 RETURNING last)
INSERT INTO orders_invoice (id, kind, order_id, site_id, seller_id, year, sequence, number, total_minor, tax_minor, currency, issued_at)
SELECT %s, 'invoice', %s, 'eu', %s, 2026, c.last, %s || lpad(c.last::text, 6, '0'), %s, %s, 'EUR', %s FROM c
"""
ENTRY = "INSERT INTO ledger_entry (transaction_id, position, account_id, amount_minor, seller_id) VALUES (%s, %s, %s, %s, %s)"
BALANCE = "UPDATE ledger_account SET balance_minor = balance_minor + %s WHERE id = %s"
STOCK = "UPDATE catalog_stock SET on_hand = on_hand - %s WHERE offer_id = %s AND on_hand - reserved >= %s RETURNING on_hand"


def _by_hand(wire: "psycopg.Connection[Any]", cart_id: UUID, person_id: UUID) -> None:
    """The same order as by a careful script: read, add up, write in one pipeline."""
    from boxmalls.base.ids import new_id, public_number

    with wire.transaction():
        lines = wire.execute(LINES, [cart_id], prepare=True).fetchall()
        sellers = [line[3] for line in lines]
        accounts = {(kind, seller): account for kind, seller, account in wire.execute(ACCOUNTS, [person_id, sellers], prepare=True)}
        group, payment, fact = new_id(), new_id(), new_id()
        number = public_number("BX")
        total = sum(price * quantity + carriage for _, quantity, price, *_r, carriage, _tax, _slug in lines)
        todo: list[tuple[str, list[Any]]] = [(_sql("orders", "put_group.sql"), [group, number, "eu", person_id, "en", "EUR", total, AT])]
        entries: list[tuple[UUID, int, UUID | None]] = [(accounts["wallet", None], -total, None)]
        shares: list[tuple[UUID, UUID, int]] = []
        invoices: list[tuple[str, list[Any]]] = []
        stock: list[tuple[str, list[Any]]] = []
        for position, (offer, quantity, price, seller, external_id, product, title, commission_bp, code, name, carriage, tax_bp, slug) in enumerate(lines):
            order, goods = new_id(), price * quantity
            tax = (goods + carriage) * tax_bp // (10_000 + tax_bp)
            commission = goods * commission_bp // 10_000
            vat = commission * tax_bp // 10_000
            row = [group, person_id, AT, order, f"{number}-{position + 1}", public_number("BX", 3), seller, goods, carriage, tax, goods + carriage]
            todo.append((ORDER, [*row, commission_bp, commission, vat, code, name, AT.date()]))
            todo.append((LINE, [new_id(), order, seller, offer, product, external_id, title, quantity, price, goods, tax_bp, tax]))
            todo.append((DELIVERY, [person_id, AT, new_id(), order, b"Lena Krause", b"+4915123456789", b"Lindenweg 12", b"Leipzig", b"04107", b"DE"]))
            parts = [(("payable", seller), goods - commission - vat), (("shipping", seller), carriage), (("commission", None), commission)]
            for owner, amount in [*parts, (("commission-vat", None), vat)]:
                if amount:
                    entries.append((accounts[owner], amount, seller))
                    shares.append((order, accounts[owner], amount))
            invoices.append((COUNTER, [seller, new_id(), order, seller, f"EU-2026-{slug}-", goods + carriage, tax, AT]))
            stock.append((STOCK, [quantity, offer, quantity]))
        todo.append(
            (
                "INSERT INTO orders_contact (id, group_id, person_id, email, created_at) VALUES (%s, %s, %s, %s, %s)",
                [new_id(), group, person_id, b"lena@example.org", AT],
            )
        )
        todo.append((_sql("payments", "put_payment.sql"), [payment, group, person_id, "balance", total, "EUR", number, None, AT]))
        todo.append((_sql("payments", "put_shares.sql"), [payment, list(range(len(shares))), *map(list, zip(*shares, strict=True))]))
        todo.append(("INSERT INTO ledger_transaction (id, kind, reference, at, written_by) VALUES (%s, 'payment', %s, %s, 1)", [fact, str(payment), AT]))
        todo += [(ENTRY, [fact, position, account, amount, seller]) for position, (account, amount, seller) in enumerate(entries)]
        todo += [(BALANCE, [amount, account]) for account, amount, _seller in sorted(entries, key=lambda entry: entry[0])]
        todo.append(("INSERT INTO base_outboxfact (topic, key, payload) VALUES ('order.placed', %s, '{}')", [str(group)]))
        todo.append(("DELETE FROM checkout_cartline WHERE cart_id = %s", [cart_id]))
        with wire.pipeline():
            for text, parameters in [*todo, *invoices, *stock]:
                wire.execute(text, parameters, prepare=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
