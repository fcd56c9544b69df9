"""Names, days and states."""

from datetime import UTC, date, datetime

import pytest

from boxmalls.orders.rules import ZONES, Happened, invoice_prefix, local_day, ship_by, shown_name, state_of
from boxmalls.privacy.laws import laws

AT = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "shown"),
    [("Lena Krause", "Lena K."), ("Ana María López", "Ana L."), ("Madonna", "Madonna"), ("王小明", "王○○"), ("李四", "李○"), ("", ""), ("  ", "")],
)
def test_a_seller_learns_a_first_name_and_an_initial(name, shown):
    assert shown_name(name) == shown


@pytest.mark.parametrize(
    ("happened", "state"),
    [
        (Happened(), "awaiting_payment"),
        (Happened(paid_at=AT), "to_ship"),
        (Happened(paid_at=AT, shipped_at=AT), "shipped"),
        (Happened(paid_at=AT, shipped_at=AT, received_at=AT), "received"),
        (Happened(cancelled_at=AT), "cancelled"),
        (Happened(paid_at=AT, cancelled_at=AT), "cancelled"),
    ],
)
def test_where_an_order_stands_follows_from_what_happened(happened, state):
    assert state_of(happened) == state


def test_the_year_is_that_of_the_law():
    assert local_day(AT, "TW") == date(2027, 1, 1)
    assert local_day(AT, "EU") == date(2027, 1, 1)
    assert local_day(AT.replace(hour=22), "EU") == date(2026, 12, 31)


def test_each_law_counts_its_own_days():
    assert {law: each.parameters["calendar"]["zone"] for law, each in laws().items()} == ZONES


@pytest.mark.parametrize(
    ("placed", "days", "by"),
    [("2026-11-20", 0, "2026-11-20"), ("2026-11-20", 1, "2026-11-23"), ("2026-11-21", 0, "2026-11-23"), ("2026-11-18", 2, "2026-11-20")],
)
def test_weekends_do_not_count_towards_dispatch(placed, days, by):
    assert ship_by(date.fromisoformat(placed), days) == date.fromisoformat(by)


def test_an_invoice_number_names_site_year_and_seller():
    assert invoice_prefix("eu", 2026, "photohaus") == "EU-2026-PHOTOHAUS-"
