"""Reading all the books at night: money, payments, orders, invoices, stock."""

from boxmalls.base import sql
from boxmalls.ledger.actions import check_books as check_ledger
from boxmalls.orders.actions.check_books import check_orders
from boxmalls.payments.actions.check_books import check_payments


def check_stock() -> list[str]:
    """Where what is reserved is not what reservations say."""
    return [row[0] for row in sql.rows(sql.read(_ROOM, "check_stock.sql"))]


def check_all_books() -> list[str]:
    """Everything that does not agree, a sentence each; empty when all is well. Names orders and accounts, never people."""
    return [*check_ledger(), *check_payments(), *check_orders(), *check_stock()]


_ROOM = __file__.replace("/actions/", "/")
