"""The Jinja2 environment of every page: escaping on, gettext in, nothing undefined passes in silence."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext, npgettext, pgettext
from jinja2 import Environment, StrictUndefined, Template
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from markupsafe import Markup, escape

from boxmalls.ui import assets, formatting

PACKAGE = Path(__file__).parent.parent
LINK = re.compile(r"\[([^\]]+)\]")
"""What is a link in a sentence."""


def template_folders() -> list[Path]:
    """Return every room's ``templates/`` folder, for ``TEMPLATES["DIRS"]``."""
    return sorted(PACKAGE.glob("*/templates"))


class Drawn(Template):
    """A template whose macros are made once: ours read no globals but those of the environment, so asking at every import is for nothing."""

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        return super()._get_default_module()


def is_markup(template: str | None) -> bool:
    """Whether what a template writes is HTML: letters and files end in `.txt`, and say `&` and `'` as they are."""
    return not (template or "").endswith(".txt")


def environment(**options: Any) -> Environment:
    """Return the environment that Django's Jinja2 backend asks for."""
    options["undefined"] = StrictUndefined
    options["autoescape"] = is_markup
    options.setdefault("trim_blocks", True)
    options.setdefault("lstrip_blocks", True)
    env = Environment(**options, extensions=["jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols"])  # noqa: S701
    env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=gettext, ngettext=ngettext, pgettext=pgettext, npgettext=npgettext, newstyle=True
    )
    env.template_class = Drawn
    env.policies["ext.i18n.trimmed"] = True
    env.globals.update(
        _=said,
        gettext=said,
        linked=linked,
        drawn_icon=icon,
        static=static,
        url=url,
        asset=assets.address,
        money=money,
        date=date_words,
        moment=moment,
        number=number,
        amount=amount,
        bcp47=formatting.bcp47,
        direction=formatting.direction,
    )
    env.filters.update(money=money, date=date_words, moment=moment, number=number, bcp47=formatting.bcp47, iso=iso, country=country, listed=listed, ended=ended)
    return env


def said(message: str, /, **variables: Any) -> Markup:
    """A message in the page's language, with what belongs into it."""
    return _translated(message, language()) % variables if variables else _whole(message, language())


def linked(message: str, /, *hrefs: str, **variables: Any) -> Markup:
    """
    A sentence with links in it, whole, so that each language orders it as it likes: `linked("[Sign in] if you have one.", "/accounts/login/")`.

    :raises ValueError: if there are not as many links in the message as addresses.
    """
    pieces = LINK.split(str(_translated(message, language())))
    if len(pieces) != 2 * len(hrefs) + 1:
        raise ValueError(f"{message!r} has {len(pieces) // 2} links, and {len(hrefs)} addresses are given.")
    starts = [Markup('<a href="{}">').format(href).replace("%", "%%") for href in hrefs]
    made = pieces[0] + "".join(f"{start}{words}</a>{rest}" for start, words, rest in zip(starts, pieces[1::2], pieces[2::2], strict=True))
    return Markup(made) % variables  # noqa: S704


@lru_cache(maxsize=8192)
def _translated(message: str, _language: str) -> Markup:
    return Markup(gettext(message))  # noqa: S704


@lru_cache(maxsize=8192)
def _whole(message: str, in_language: str) -> Markup:
    return _translated(message, in_language) % {}


def icon(name: str, *more: str, **named: str) -> Markup:
    """An icon of the sprite: `icon(name, class, label)`. Without a label it is decoration and hidden from screen readers."""
    look = dict(zip(("class", "label"), more, strict=False)) | named
    return _icon(name, str(look.get("class", "")), escape(look.get("label", "")))


@lru_cache(maxsize=2048)
def _icon(name: str, look: str, label: Markup) -> Markup:
    read = Markup(' role="img" aria-label="{}"').format(label) if label else Markup(' aria-hidden="true"')
    looks = Markup(" {}").format(look) if look else ""
    return Markup('<svg class="icon{}"{}><use href="{}#{}"/></svg>').format(looks, read, assets.address("icons.svg"), name)


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """Return the address of a named page."""
    return reverse(name, args=args or None, kwargs=kwargs or None)


def language() -> str:
    """Return the language of the page being made."""
    return get_language() or "en"


def country(code: str) -> str:
    """Return a country's name in the page's language."""
    return formatting.country_name(code, language())


def listed(words: Iterable[object]) -> str:
    """Set words side by side in the page's language."""
    return formatting.join_words(words, language())


def ended(text: object) -> str:
    """End a sentence in the page's language."""
    return formatting.full_stop(text, language())


def money(minor: int, currency: str, *, whole: bool = False) -> str:
    """Write an amount in minor units in the page's language."""
    return formatting.format_money(minor, currency, language(), whole=whole)


def amount(minor: int, currency: str) -> Decimal:
    """Return the plain decimal number for ``<data value>``."""
    return formatting.decimal_amount(minor, currency)


def number(value: float | Decimal, decimals: int | None = None) -> str:
    """Write a number in the page's language."""
    return formatting.format_number(value, language(), decimals=decimals)


def date_words(value: date | datetime, style: str = "medium") -> str:
    """Write a date in the page's language and time zone."""
    return formatting.format_date(_here(value), language(), style)


def moment(value: datetime, style: str = "medium") -> str:
    """Write a date with its time in the page's language and time zone."""
    here = _here(value)
    assert isinstance(here, datetime)
    return formatting.format_moment(here, language(), style)


def iso(value: date | datetime) -> str:
    """Write a date or time for ``<time datetime>``."""
    return value.isoformat(timespec="seconds") if isinstance(value, datetime) else value.isoformat()


def _here(value: date | datetime) -> date | datetime:
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value
