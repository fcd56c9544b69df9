"""Money and dates as each language writes them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from boxmalls.ui import formatting as f

NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("minor", "currency", "language", "written"),
    [
        (133400, "EUR", "en", "€1,334.00"),
        (123400, "TWD", "zh-hant", "NT$1,234"),
        (123450, "TWD", "en", "NT$1,234.50"),
        (8990, "MYR", "en", "RM89.90"),
        (8990, "MYR", "ms", "RM89.90"),
        (8990, "MYR", "zh-hans", "RM89.90"),
        (5, "EUR", "ja", "€0.05"),
        (-6240, "EUR", "en", "−€62.40"),
        (0, "TWD", "en", "NT$0"),
        (1500, "JPY", "ja", "¥1,500"),
        (100, "CHF", "en", f"CHF{NBSP}1.00"),
        (10**14, "EUR", "en", "€1,000,000,000,000.00"),
    ],
)
def test_money_is_written_as_the_language_writes_it(minor, currency, language, written):
    assert f.format_money(minor, currency, language) == written


def test_cents_that_are_nought_can_be_left_out():
    assert f.format_money(5000, "EUR", "en", whole=True) == "€50"
    assert f.format_money(5050, "EUR", "en", whole=True) == "€50.50"


def test_amounts_are_exact():
    assert f.decimal_amount(1, "EUR") == Decimal("0.01")
    assert f.decimal_amount(1, "JPY") == Decimal("1")


DAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("style", "language", "written"),
    [
        ("day", "en", "Wed 25 Nov"),
        ("short", "en", "25 Nov"),
        ("medium", "en", "25 Nov 2026"),
        ("long", "en", "25 November 2026"),
        ("month", "en", "November 2026"),
        ("long", "zh-hant", "2026年11月25日"),
        ("long", "ja", "2026年11月25日"),
        ("long", "ms", "25 November 2026"),
    ],
)
def test_dates_are_written_as_the_language_writes_them(style, language, written):
    assert f.format_date(DAY, language, style) == written


def test_a_moment_has_its_hour():
    assert f.format_moment(datetime(2026, 11, 22, 14, 5, tzinfo=UTC), "en") == "22 Nov 2026, 14:05"


def test_language_codes_are_written_as_html_wants_them():
    assert [f.bcp47(code) for code in ("en", "zh-hant", "pt-br")] == ["en", "zh-Hant", "pt-BR"]
    assert (f.direction("ar"), f.direction("ms")) == ("rtl", "ltr")


@pytest.mark.parametrize(
    ("language", "written"),
    [("en", "Leipzig, Germany"), ("ms", "Leipzig, Jerman"), ("zh-hant", "Leipzig，德國"), ("zh-hans", "Leipzig，德国"), ("ja", "Leipzig、ドイツ")],
)
def test_a_place_has_the_comma_of_its_script(language, written):
    assert f.format_place("Leipzig", "DE", language) == written
    assert f.format_place("", "DE", "ja") == "ドイツ"
