"""The nightly reading finds what is wrong: each kind of damage, done on purpose by the tables' owner."""

import pytest
from django.core.management import CommandError, call_command

from boxmalls.checkout.actions import start_checkout
from boxmalls.checkout.actions.check_books import check_all_books
from boxmalls.checkout.tasks import check_books
from boxmalls.checkout.testing import AT, make_cart, make_group
from boxmalls.ledger.testing import owner_cursor
from boxmalls.orders.actions import cancel_order
from boxmalls.payments.models import Payment
from boxmalls.payments.testing import confirm

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "safe"])

DAMAGE = {
    "a balance": ("UPDATE ledger_account SET balance_minor = balance_minor + 1 WHERE kind = 'payable'", "its entries say"),
    "an entry": ("UPDATE ledger_entry SET amount_minor = amount_minor + 1 WHERE position = 1", "sums to"),
    "lost entries": ("DELETE FROM ledger_entry", "sums to 0"),
    "a share": ("UPDATE payments_share SET amount_minor = amount_minor + 1 WHERE position = 0", "its shares sum to"),
    "a payment": ("UPDATE payments_payment SET amount_minor = amount_minor + 1 WHERE method = 'balance'", "the books moved"),
    "a payment's fact": ("UPDATE ledger_transaction SET reference = 'other' WHERE kind = 'payment'", "do not know of it"),
    "a refund": ("UPDATE payments_refund SET amount_minor = amount_minor + 1", "refund of payment"),
    "a refund's fact": ("UPDATE payments_refund SET transaction_id = NULL", "did not move"),
    "a group": ("UPDATE orders_ordergroup SET total_minor = total_minor + 1", "its orders sum to"),
    "a line": ("DELETE FROM orders_orderline WHERE position = 0", "its lines sum to"),
    "an invoice": ("DELETE FROM orders_invoice WHERE kind = 'invoice' AND sequence = 1", "has no invoice"),
    "an invoice's number": ("UPDATE orders_invoice SET sequence = sequence + 5", "the counter says"),
    "a counter": ("UPDATE orders_invoicecounter SET last = last + 1", "the counter says"),
    "a credit note": ("DELETE FROM orders_invoice WHERE kind = 'credit'", "not taken back"),
    "a cancellation": ("DELETE FROM orders_cancellation", "other way round"),
    "the stock": ("UPDATE catalog_stock SET reserved = 0", "its reservations sum to"),
}


def some_business():
    """Sales by balance and transfer, one called off, something held."""
    group = make_group()
    order = group.orders.first()
    cancel_order(order=order, person=order.person, at=AT)
    make_group(paid=False)
    confirm(Payment.objects.get(method="bank-transfer", group_id__isnull=False))
    cart = make_cart()
    start_checkout(person=cart.person, site=cart.site, at=AT)


def test_books_in_order_are_said_to_be_so(capsys):
    some_business()
    assert check_all_books() == []
    call_command("check_books")
    assert "The books balance" in capsys.readouterr().out
    check_books.call()


def test_every_kind_of_damage_is_found(capsys):
    some_business()
    with owner_cursor() as cursor:
        disable_triggers(cursor)
        for what, (statement, words) in DAMAGE.items():
            cursor.execute(statement)
            assert cursor.rowcount, what
            found = check_all_books()
            assert [sentence for sentence in found if words in sentence], f"{what}: {found}"
    with pytest.raises(CommandError, match="do not agree"):
        call_command("check_books")
    with pytest.raises(RuntimeError, match="do not agree"):
        check_books.call()


def disable_triggers(cursor):
    """Take every guard away, for this test's own copy of the database."""
    cursor.execute("SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O'")
    for (table,) in cursor.fetchall():
        if table.startswith(("ledger_", "payments_", "orders_", "catalog_")):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
