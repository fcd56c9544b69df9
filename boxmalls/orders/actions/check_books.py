"""Comparing orders with their lines, payments and invoices."""

from boxmalls.base import sql


def check_orders() -> list[str]:
    """What does not agree, a sentence each; empty when all is well."""
    return [row[0] for row in sql.rows(sql.read(_ROOM, "check_orders.sql"))]


_ROOM = __file__.replace("/actions/", "/")
