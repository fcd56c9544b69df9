"""Comparing payments with the books."""

from boxmalls.base import sql


def check_payments() -> list[str]:
    """What does not agree, a sentence each; empty when all is well."""
    return [row[0] for row in sql.rows(sql.read(_ROOM, "check_payments.sql"))]


_ROOM = __file__.replace("/actions/", "/")
