"""A stored value, as a person reads it."""

import json
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from boxmalls.privacy.consent import CHOICES
from boxmalls.privacy.register import Category, Holding
from boxmalls.privacy.vault.fields import SealedText
from boxmalls.ui.formatting import country_name, format_date, format_moment, format_money, format_number, join_words

NEVER_SHOWN = {
    "password": _lazy("Kept as a fingerprint that nobody can read, us included"),
    "session_key": _lazy("A ticket for this browser; not shown, so that nobody can copy it"),
    "withheld": _lazy("A sealed copy of what we did not give you, for whoever looks at our refusal"),
}
"""Columns that say nothing to their owner and much to a thief, and what stands in their place."""

SAYS_LITTLE = 3
"""A column of so few characters holds a code (a country, a currency) and points to nobody."""

LONGEST_SHOWN = 400
"""A document for programs, and longer than so many characters, is named on a page and not printed."""

HIDDEN_CATEGORIES = frozenset({Category.BASIC, Category.IDENTITY, Category.MEDIA, Category.NETWORK, Category.THIRD_PARTY, Category.SUMMARY})


def name_of(holding: Holding, column: str, field: Any) -> str:
    """What a column is called: the room's words, else the field's own."""
    named = holding.names.get(column)
    if named:
        return str(named)
    words = str(field.verbose_name)
    return words[:1].upper() + words[1:]


def is_hidden(field: Any, category: Category) -> bool:
    """Whether a value is masked until it is asked for: whatever is locked, and whatever points to somebody."""
    if isinstance(field, SealedText):
        return True
    if field.choices or isinstance(field, models.BooleanField | models.DateTimeField) or (field.max_length or SAYS_LITTLE + 1) <= SAYS_LITTLE:
        return False
    return category in HIDDEN_CATEGORIES


def words_of(row: models.Model, field: Any) -> str | None:
    """A value as text; None where there is none."""
    if field.attname in NEVER_SHOWN:
        return None if row.__dict__[field.attname] is None else str(NEVER_SHOWN[field.attname])
    value = getattr(row, field.attname)
    if value in (None, "", [], {}):
        return None
    if field.attname.endswith("_minor"):
        return _amount(value, str(getattr(row, "currency", "") or getattr(row, "unit", "")))
    return _name_of_code(field, value) or text_of(value)


def _name_of_code(field: Any, value: Any) -> str:
    """What a code stands for; nothing for what is no code."""
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if field.attname == "country":
        return country_name(str(value), get_language() or "en")
    if field.attname == "language":
        return dict(settings.LANGUAGES).get(value, "")
    choice = CHOICES.get(value) if field.attname == "purpose" else None
    return str(choice.title) if choice else ""


def text_of(value: Any) -> str:
    """A plain value as text."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return format_moment(value, get_language() or "en")
    if isinstance(value, date):
        return format_date(value, get_language() or "en")
    if isinstance(value, list | tuple) and all(isinstance(each, str | int) for each in value):
        return join_words(value, get_language() or "en")
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return _size(len(value)) if isinstance(value, bytes | memoryview) else _written(str(value))


def _written(text: str) -> str:
    """Words as they are; of a file in a column what it is, for the download has it whole."""
    if not text.startswith("{") or len(text) <= LONGEST_SHOWN:
        return text
    return _("A document of %(size)s; it is in your download") % {"size": _size(len(text.encode()))}


def _size(count: int) -> str:
    return ngettext("%(count)s byte", "%(count)s bytes", count) % {"count": format_number(count, get_language() or "en")}


def _amount(minor: int, currency: str) -> str:
    language = get_language() or "en"
    return format_money(minor, currency, language) if len(currency) == 3 else format_number(Decimal(minor) / 100, language, decimals=2)
