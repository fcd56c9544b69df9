"""Money, numbers and dates as each language writes them. Plain functions: no request, no clock, no settings."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time
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
DECIMALS = re.compile(r"0\.[0#]+")
COMMAS = {"zh-hant": "，", "zh-hans": "，", "ja": "、"}
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
    return "rtl" if language.partition("-")[0] in RIGHT_TO_LEFT else "ltr"


def decimal_amount(minor: int, currency: str) -> Decimal:
    """Return an amount in whole units of its currency, exactly: 5000 EUR minor is 50.00."""
    return Decimal(minor).scaleb(-STORED_DECIMALS.get(currency, 2))


@lru_cache(maxsize=8192)
def format_money(minor: int, currency: str, language: str, *, whole: bool = False) -> str:
    """Write an amount: €1,334.00, RM 50.00, NT$1,234. ``whole`` leaves out cents that are nought."""
    amount = decimal_amount(minor, currency)
    decimals = SHOWN_DECIMALS.get(currency, 2)
    if amount != amount.to_integral_value() and decimals == 0:
        decimals = 2
    if whole and amount == amount.to_integral_value():
        decimals = 0
    written: str = _pattern(language, currency, decimals).apply(amount, locale_of(language))
    return written.replace("-", "\N{MINUS SIGN}", 1)


def format_number(value: int | float | Decimal, language: str, *, decimals: int | None = None) -> str:
    """Write a number with the language's separators."""
    pattern = _pattern(language, "", 3 if decimals is None else decimals, decimals is None)
    return str(pattern.apply(Decimal(str(value)), locale_of(language)))


@lru_cache(maxsize=256)
def _pattern(language: str, currency: str, decimals: int, optional: bool = False) -> NumberPattern:
    locale = locale_of(language)
    if currency:
        symbol = SYMBOLS.get(currency, currency + "\N{NO-BREAK SPACE}")
        written = locale.currency_formats["standard"].pattern.replace("¤", f"'{symbol}'")
    else:
        written = locale.decimal_formats[None].pattern
    return parse_pattern(DECIMALS.sub("0." + ("#" if optional else "0") * decimals if decimals else "0", written))


SKELETONS = {"day": "MMMEd", "short": "MMMd", "month": "yMMMM"}


def format_date(value: date | datetime, language: str, style: str = "medium") -> str:
    """
    Write a date: ``day`` Wed 25 Nov · ``short`` 25 Nov · ``medium`` 25 Nov 2026 · ``long`` 25 November 2026 ·
    ``full`` Wednesday 25 November 2026 · ``month`` November 2026.
    """
    return _written_date(value.date() if isinstance(value, datetime) else value, language, style)


@lru_cache(maxsize=4096)
def _written_date(day: date, language: str, style: str) -> str:
    locale = locale_of(language)
    if style in SKELETONS:
        return format_skeleton(SKELETONS[style], datetime.combine(day, time.min), locale=locale).replace(",", "")
    return babel_date(day, style, locale=locale)


def format_moment(value: datetime, language: str, style: str = "medium") -> str:
    """Write a date with its hour and minute: 22 Nov 2026, 14:05. The value is already in the reader's time zone."""
    bare = value.replace(tzinfo=None)
    return f"{format_date(bare, language, style)}{_comma(language)}{babel_datetime(bare, 'HH:mm', locale=locale_of(language))}"


def country_name(code: str, language: str) -> str:
    """Return what readers of a language call a country."""
    return str(locale_of(language).territories.get(code, code))


def format_time(value: datetime, language: str) -> str:
    """Write the hour and minute: 14:05."""
    return babel_datetime(value.replace(tzinfo=None), "HH:mm", locale=locale_of(language))


def join_words(words: Iterable[object], language: str) -> str:
    """Set words side by side as the language does: with commas, in Chinese and Japanese with 、."""
    return ("、" if language.partition("-")[0] in ("zh", "ja") else ", ").join(map(str, words))


def full_stop(text: object, language: str) -> str:
    """End a sentence as the language does."""
    return f"{text}{'。' if language.partition('-')[0] in ('zh', 'ja') else '.'}"


def _comma(language: str) -> str:
    return " " if language.partition("-")[0] in ("zh", "ja") else ", "


def format_place(place: str, country: str, language: str) -> str:
    """A town and the country of a code: "Leipzig, Germany", with the comma of the script; the country alone where there is no town."""
    named = str(locale_of(language).territories.get(country, country))
    return f"{place}{COMMAS.get(language.lower(), ', ')}{named}" if place else named
