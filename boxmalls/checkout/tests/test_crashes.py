"""Place order killed at each statement: everything or nothing, and the same call then completes it."""

from datetime import timedelta

import psycopg
import pytest
from django.db import DatabaseError, InterfaceError, connection

from boxmalls.base import pipeline
from boxmalls.checkout.actions import complete as module
from boxmalls.checkout.actions.check_books import check_all_books
from boxmalls.checkout.queries import cart_view
from boxmalls.checkout.testing import AT, complete, make_cart, make_delivered_offer, make_order
from boxmalls.checkout.tests.test_complete import everything
from boxmalls.ledger.testing import owner_cursor
from boxmalls.orders.actions import cancel_order, cancel_unpaid, ship_order
from boxmalls.orders.models import Cancellation, OrderGroup, Shipment
from boxmalls.payments.models import Payment, Refund, TransferConfirmation, TransferLapse
from boxmalls.payments.testing import confirm, make_balance
from boxmalls.privacy.rights.testing import Killed, killed_at

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "safe"])


class Pulled(Exception):
    """The plug."""


class Plug:
    """Sends statements one by one, and pulls the plug before the given one."""

    def __init__(self, pull, before):
        self.pull, self.before, self.sent = pull, before, 0

    def send(self, statements):
        rows = []
        for statement in statements:
            self.tick()
            rows += pipeline.send([statement])
        return rows

    def tick(self):
        if self.sent == self.before:
            self.pull()
        self.sent += 1


def kill_the_connection():
    """As if the database's process had been killed under us."""
    pid = connection.connection.info.backend_pid
    where = connection.get_connection_params()
    address = {name: where[name] for name in ("host", "port", "dbname", "user", "password")}
    with psycopg.connect(**address, autocommit=True) as other:
        assert other.execute("SELECT pg_terminate_backend(%s, 5000)", [pid]).fetchone() == (True,)


def fail():
    raise Pulled


def count_statements(cart):
    plug = Plug(fail, before=-1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "send", plug.send)
        complete(cart, payment_method="balance")
    return plug.sent


def pulled(cart, plug, **wish):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "send", plug.send)
        patch.setattr(module, "OrderGroup", lambda **fields: plug.tick() or OrderGroup(**fields))  # built between the last statement and the commit
        with pytest.raises((Pulled, DatabaseError, InterfaceError)):
            complete(cart, **wish)
    connection.close()


@pytest.mark.parametrize("pull", [kill_the_connection, fail])
def test_killed_before_any_statement_nothing_has_happened_and_the_retry_completes(pull):
    offers = [make_delivered_offer(stock=99) for _ in range(2)]
    statements = count_statements(rich_cart(offers))
    assert statements > 20
    for before in range(statements + 1):
        cart = rich_cart(offers)
        wish = {"key": f"crash-{before:04d}", "payment_method": "balance", "expected_total_minor": cart_view(cart.person_id, cart.site).total_minor}
        was = everything()
        pulled(cart, Plug(pull, before), **wish)
        assert everything() == was, f"statement {before} left something behind"
        group = complete(cart, **wish)
        assert group.orders.count() == 2
        assert complete(cart, **wish) == group
    assert OrderGroup.objects.count() == statements + 2
    assert check_all_books() == []


def awaited_order():
    return make_order(paid=False)


def after():
    """How often what comes after a sale has happened."""
    return [model.objects.count() for model in (Shipment, Cancellation, Refund, TransferConfirmation, TransferLapse)]


AFTERWARDS = [
    (make_order, lambda order: cancel_order(order=order.pk, person=order.person_id, at=AT)),
    (awaited_order, lambda order: cancel_order(order=order.pk, person=order.person_id, at=AT)),
    (awaited_order, lambda order: confirm(Payment.objects.get(group_id=order.group_id))),
    (awaited_order, lambda order: cancel_unpaid(at=AT + timedelta(days=8))),
    (make_order, lambda order: ship_order(order=order.pk, seller=order.seller_id, carrier="PostNL", tracking="3S1", at=AT)),
]


@pytest.mark.parametrize(("make", "verb"), AFTERWARDS, ids=["cancel-paid", "cancel-awaited", "confirm", "lapse", "ship"])
def test_whatever_comes_after_the_sale_is_whole_or_has_not_happened(make, verb):
    verb(make())
    done = after()
    order = make()
    statement = 0
    while True:
        statement += 1
        was = (after(), everything())
        try:
            with killed_at(statement):
                verb(order)
            break
        except Killed:
            connection.close()
            assert (after(), everything()) == was, f"statement {statement} left something behind"
    assert statement > 5
    assert after() == [2 * count for count in done]
    assert check_all_books() == []


class Leak(Plug):
    """The control: each statement is committed for itself."""

    purpose = None

    def send(self, statements):
        rows = []
        for statement in statements:
            self.tick()
            if "boxmalls.purpose" in statement.text:
                self.purpose = statement
                rows.append([])
                continue
            rows += pipeline.send([self.purpose, statement])[1:]
            connection.connection.commit()
        return rows


def test_without_the_transaction_a_crash_leaves_half_an_order():
    cart = rich_cart([make_delivered_offer(stock=99) for _ in range(2)])
    with owner_cursor() as cursor:
        cursor.execute("ALTER TABLE checkout_completion DROP CONSTRAINT " + foreign_key(cursor))
    was = everything()
    pulled(cart, Leak(fail, before=9), payment_method="balance")
    assert everything() != was


def foreign_key(cursor):
    """The tie between a key and its group, which alone would already refuse half an order."""
    cursor.execute("SELECT conname FROM pg_constraint WHERE conrelid = 'checkout_completion'::regclass AND confrelid = 'orders_ordergroup'::regclass")
    return cursor.fetchone()[0]


def rich_cart(offers):
    cart = make_cart(offers=offers)
    make_balance(cart.person, 1_000_000)
    return cart
