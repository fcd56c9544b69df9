"""A site as a file of TOML: what an operator writes to open one, and what is printed of one that is open."""

import json
import re
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from babel import Locale
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http.request import validate_host

from boxmalls.privacy.laws import laws

from .actions.open_sites import Opening
from .models import Site

CODE, HOST = re.compile(r"[a-z][a-z0-9-]{1,9}"), re.compile(r"(?=.{1,100}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*")
TAXES = ("standard", "reduced", "zero")
WORDS = {"code": 10, "name": 60, "host": 100, "country": 2, "law": 10, "currency": 3}
PARTS = {"operator": {"name": 120, "address": 200}, "officer": {"name": 120, "address": 200, "email": 254}}
LISTS = ("languages", "ships_to")
KNOWN = {*WORDS, *PARTS, *LISTS, "taxes", "prices_include_tax"}


class NotASite(Exception):
    """What is wrong with a description, everything at once: `problems`, in words."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def read_site(text: str) -> Opening:
    """
    A site as a file describes it. The first of its languages is its own.

    :raises NotASite: with everything that is missing or wrong.
    """
    try:
        told = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as wrong:
        raise NotASite([f"This is no TOML: {wrong}"]) from wrong
    problems = [f"{name} is not known" for name in sorted(set(told) - KNOWN)]
    problems += [words for name, most in WORDS.items() if (words := _word(told.get(name), name, most))]
    for part, fields in PARTS.items():
        inside = told.get(part)
        named = inside if isinstance(inside, dict) else {}
        problems += [words for name, most in fields.items() if (words := _word(named.get(name), f"{part}.{name}", most))]
    problems += [f"{name} must be a list with something in it" for name in LISTS if not _is_list(told.get(name))]
    if not problems:
        problems = list(_meant(told))
    if problems:
        raise NotASite(problems)
    return _opening(told)


def write_site(site: Site) -> str:
    """The same, of a site that is open: to copy, change and open another."""
    languages = [site.default_language, *(code for code in site.languages if code != site.default_language)]
    rates = {rate.code: rate.rate_bp for rate in site.tax_classes.all()}  # type: ignore[attr-defined]
    lines = [f"{name} = {_quoted(getattr(site, name))}" for name in WORDS]
    lines += [f"languages = {_quoted(languages)}", f"ships_to = {_quoted(site.ships_to)}", f"prices_include_tax = {str(site.prices_include_tax).lower()}"]
    lines += ["", "[operator]", f"name = {_quoted(site.operator_name)}", f"address = {_quoted(site.operator_address)}"]
    lines += ["", "[officer]", *(f"{name} = {_quoted(getattr(site, f'officer_{name}'))}" for name in PARTS["officer"])]
    lines += ["", "[taxes]  # in percent", *(f"{code} = {Decimal(rates.get(code, 0)) / 100}" for code in TAXES)]
    return "\n".join(lines) + "\n"


def _meant(told: Mapping[str, Any]) -> list[str]:
    """What is well written and still cannot be."""
    english = Locale("en")
    languages, countries = dict(settings.LANGUAGES), {code for code in english.territories if re.fullmatch("[A-Z]{2}", code)}
    checks = [
        (CODE.fullmatch(told["code"]), "code is two to ten small letters and digits, as us"),
        (HOST.fullmatch(told["host"]), "host is a host name, as us.shop.example"),
        (validate_host(told["host"], settings.ALLOWED_HOSTS), f"host {told['host']} is not among PUBLIC_HOSTS: nobody would be answered there"),
        (told["law"] in laws(), f"law {told['law']} is not known; there are {', '.join(laws())}"),
        (told["country"] in countries, f"country {told['country']} is no country of ISO 3166-1"),
        (told["currency"] in english.currencies, f"currency {told['currency']} is no currency of ISO 4217"),
        (isinstance(told.get("prices_include_tax", True), bool), "prices_include_tax is true or false"),
        (_is_email(told["officer"]["email"]), "officer.email is no email address"),
    ]
    wrong = [words for good, words in checks if not good]
    wrong += [f"languages: {code} is not spoken here; there are {', '.join(languages)}" for code in told["languages"] if code not in languages]
    wrong += [f"ships_to: {code} is no country of ISO 3166-1" for code in told["ships_to"] if code not in countries]
    return wrong + [words for code in TAXES if (words := _rate(told.get("taxes"), code))]


def _opening(told: Mapping[str, Any]) -> Opening:
    given = {name: told[name] for name in (*WORDS, *LISTS)}
    given |= {f"{part}_{name}": told[part][name] for part, fields in PARTS.items() for name in fields}
    given |= {"default_language": told["languages"][0], "prices_include_tax": told.get("prices_include_tax", True)}
    return Opening(given, {code: int(Decimal(told["taxes"][code]) * 100) for code in TAXES})


def _word(value: Any, name: str, most: int) -> str:
    if not isinstance(value, str) or not value.strip():
        return f"{name} is missing"
    return f"{name} is longer than {most} characters" if len(value) > most else ""


def _rate(taxes: Any, code: str) -> str:
    rate = taxes.get(code) if isinstance(taxes, dict) else None
    if isinstance(rate, bool) or not isinstance(rate, int | Decimal):
        return f"taxes.{code} is missing: a rate in percent, 0 where there is none"
    return "" if 0 <= rate <= 100 and Decimal(rate) * 100 % 1 == 0 else f"taxes.{code} is a rate in percent with at most two decimals"


def _is_list(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(each, str) for each in value)


def _is_email(value: str) -> bool:
    try:
        validate_email(value)
    except ValidationError:
        return False
    return True


def _quoted(value: Any) -> str:
    """Strings and lists of strings are written in TOML as in JSON."""
    return json.dumps(value, ensure_ascii=False)
