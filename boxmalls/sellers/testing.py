"""Sellers for tests."""

from datetime import UTC, datetime
from itertools import count
from typing import Any

from boxmalls.sellers.actions import open_seller
from boxmalls.sellers.models import Seller

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
_numbers = count(1)


def make_seller(**given: Any) -> Seller:
    """A store, called as asked or by a number."""
    values = {
        "name": f"Store {next(_numbers)}",
        "country": "DE",
        "place": "Leipzig",
        "at": AT,
        **given,
    }
    return open_seller(**values)
