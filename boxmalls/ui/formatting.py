"""Money, numbers and dates as each language writes them. Plain functions: no request, no clock, no settings."""

from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.dates import format_date as babel_date
from babel.dates import format_datetime as babel_datetime
from babel.dates import format_skeleton
from babel.numbers import NumberPattern, parse_pattern

# English is written as in Europe: 25 November 2026, and the day before the month.
LOCALES = {"en": "en_GB", "zh-hant": "zh_Hant_TW", "zh-hans": "zh_Hans_CN", "ja": "ja_JP", "ms": "ms_MY"}
SYMBOLS = {"TWD": "NT$", "MYR": "RM", "EUR": "€", "USD": "US$", "JPY": "¥", "SGD": "S$", "GBP": "£"}
SHOWN_DECIMALS = {"TWD": 0, "JPY": 0}
STORED_DECIMALS = {"JPY": 0}
RIGHT_TO_LEFT = ("ar", "fa", "he", "ur")


@lru_cache(maxsize=64)
def locale_of(language: str) -> Locale:
    """Return the locale whose habits this language follows; English where we know none."""
    return Locale.parse(LOCALES.get(language.lower(), "en_GB"))


def bcp47(language: str) -> str:
    """Return a language code as ``lang`` wants it: ``zh-hant`` becomes ``zh-Hant``."""
    head, _, tail = language.partition("-")
    return f"{head}-{tail.capitalize() if len(tail) == 4 else tail.upper()}" if tail else head


def direction(language: str) -> str:
    """Return ``rtl`` or ``ltr``."""
    return "rtl" if language.split("-")[0] in RIGHT_TO_LEFT else "ltr"


def decimal_amount(minor: int, currency: str) -> Decimal:
    """Return an amount in whole units of its currency, exactly: 5000 EUR minor is 50.00."""
    return Decimal(minor).scaleb(-STORED_DECIMALS.get(currency, 2))


def format_money(minor: int, currency: str, language: str, *, whole: bool = False) -> str:
    """Write an amount: €1,334.00, RM 50.00, NT$1,234. ``whole`` leaves out cents that are nought."""
    amount = decimal_amount(minor, currency)
    decimals = SHOWN_DECIMALS.get(currency, 2)
    if amount != amount.to_integral_value() and decimals == 0:
        decimals = 2
    if whole and amount == amount.to_integral_value():
        decimals = 0
    locale = locale_of(language)
    return _money_pattern(language, currency, decimals).apply(amount, locale, group_separator=True).replace("-", "\N{MINUS SIGN}", 1)


@lru_cache(maxsize=256)
def _money_pattern(language: str, currency: str, decimals: int) -> NumberPattern:
    written: str = locale_of(language).currency_formats["standard"].pattern
    symbol = SYMBOLS.get(currency, currency + "\N{NO-BREAK SPACE}")
    pattern = parse_pattern(written.replace("¤", f"'{symbol}'"))
    pattern.frac_prec = (decimals, decimals)
    return pattern


def format_number(value: int | float | Decimal, language: str, *, decimals: int | None = None) -> str:
    """Write a number with the language's separators."""
    shown = Decimal(str(value)) if decimals is None else round(Decimal(str(value)), decimals)
    return str(_number_pattern(language, decimals).apply(shown, locale_of(language)))


@lru_cache(maxsize=64)
def _number_pattern(language: str, decimals: int | None) -> NumberPattern:
    pattern = parse_pattern(locale_of(language).decimal_formats[None].pattern)
    if decimals is not None:
        pattern.frac_prec = (decimals, decimals)
    return pattern


SKELETONS = {"day": "MMMEd", "short": "MMMd", "month": "yMMMM"}


def format_date(value: date | datetime, language: str, style: str = "medium") -> str:
    """
    Write a date: ``day`` Wed 25 Nov · ``short`` 25 Nov · ``medium`` 25 Nov 2026 · ``long`` 25 November 2026 ·
    ``full`` Wednesday 25 November 2026 · ``month`` November 2026.
    """
    locale = locale_of(language)
    if style in SKELETONS:
        at = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
        return format_skeleton(SKELETONS[style], at.replace(tzinfo=None), locale=locale).replace(",", "")
    return babel_date(value, style, locale=locale)


def format_moment(value: datetime, language: str, style: str = "medium") -> str:
    """Write a date with its hour and minute: 22 Nov 2026, 14:05. The value is already in the reader's time zone."""
    bare = value.replace(tzinfo=None)
    return f"{format_date(bare, language, style)}{_comma(language)}{babel_datetime(bare, 'HH:mm', locale=locale_of(language))}"


def format_time(value: datetime, language: str) -> str:
    """Write the hour and minute: 14:05."""
    return babel_datetime(value.replace(tzinfo=None), "HH:mm", locale=locale_of(language))


def _comma(language: str) -> str:
    return " " if language.split("-")[0] in ("zh", "ja") else ", "
