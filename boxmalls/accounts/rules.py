"""Rules of names, addresses and telephone numbers. Plain functions: no database, no clock, no settings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from boxmalls.accounts import gazetteer
from boxmalls.accounts.countries import COUNTRIES, Country
from boxmalls.base.refusals import BadInput

FIELDS = ("name", "line1", "line2", "postcode", "city", "region", "country", "phone")
LONGEST = {"name": 100, "line1": 120, "line2": 120, "postcode": 12, "city": 80, "region": 80, "country": 2, "phone": 24}
REQUIRED = ("name", "line1", "city")

# Controls, surrogates and the marks that turn the reading direction of what follows: they can make a label lie.
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
SPACES = re.compile(r"\s+")

MISSING: dict[str, Any] = {
    "name": _("Enter the name for the parcel label, for example %(example)s"),
    "line1": _("Enter the street and number, for example %(example)s"),
    "city": _("Enter the town or city, for example %(example)s"),
    "postcode": _("Enter the postcode, for example %(example)s"),
}
TOO_LONG = _("Shorten this to %(longest)s signs, so that it fits on a parcel label")
DIGITS: dict[int, Any] = {
    3: _("Enter three digits, for example %(example)s"),
    4: _("Enter four digits, for example %(example)s"),
    5: _("Enter five digits, for example %(example)s"),
    6: _("Enter six digits, for example %(example)s"),
}
POSTCODE_SHAPE = _("Write the postcode like this: %(example)s")
POSTCODE_UNKNOWN = _("No place has the postcode %(postcode)s. Look it up once more, for example %(example)s for %(place)s")
NOT_THERE = _("The postcode %(postcode)s is in %(place)s. Change one of the two")
NO_DELIVERY = _("We do not deliver there. Choose a country from the list")
BORN_HOW = _("Write the day like this: 1990-05-23")
EARLIEST_BIRTH = date(1900, 1, 1)
PHONE_SHAPE = _("Enter a telephone number, for example %(example)s or %(abroad)s")

EXAMPLES = {
    "TW": {"name": "王小明", "line1": "中山北路二段 42 號", "city": "中山區"},
    "TW in Latin letters": {"name": "Wang Hsiao-ming", "line1": "No. 42, Sec. 2, Zhongshan N. Rd.", "city": "Zhongshan District"},
    "MY": {"name": "Nur Aisyah", "line1": "12 Jalan Ampang", "city": "Kuala Lumpur"},
    "US": {"name": "Dolores Alvarado", "line1": "18 Alder Court", "city": "Oakland"},
    "Europe": {"name": "Lena Krause", "line1": "Lindenweg 12", "city": "Leipzig"},
}


@dataclass(frozen=True, slots=True)
class PostalAddress:
    """An address as the post of its country writes it; the phone in E.164 or empty."""

    name: str
    line1: str
    line2: str
    postcode: str
    city: str
    region: str
    country: str
    phone: str

    def as_dict(self) -> dict[str, str]:
        return asdict(self)


class AddressRefused(BadInput):
    """Some answers of an address cannot be used; `problems` says which and what to write instead."""

    code = "address"
    words = _("Some of the address needs another look.")

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(problems=dict(problems))
        self.problems = dict(problems)


def check_address(country: str, fields: Mapping[str, str], *, language: str = "en") -> PostalAddress:
    """
    Return the address in its country's spelling.

    :raises AddressRefused: with what to write instead for each field that cannot be used.
    """
    address, problems = read_address(country, fields, language=language)
    if problems:
        raise AddressRefused(problems)
    return address


def read_address(country: str, fields: Mapping[str, str], *, language: str = "en") -> tuple[PostalAddress, dict[str, str]]:
    """Return an address as far as it can be understood, and for each answer that cannot be used what to write instead."""
    habits = COUNTRIES.get(country.upper())
    told = {name: clean_line(fields.get(name) or "") for name in FIELDS}
    told["country"] = country.upper()
    if habits is None:
        return PostalAddress(**told), {"country": str(NO_DELIVERY)}
    problems = _problems_of_length(told)
    problems |= {name: str(MISSING[name]) % {"example": example_of(name, habits.code, language)} for name in REQUIRED if not told[name]}
    told["postcode"], trouble = read_postcode(habits, told["postcode"])
    if trouble:
        problems["postcode"] = trouble
    elif gazetteer.has_list(habits.code):
        told, problems = _placed(habits, told, problems, language)
    if told["phone"]:
        told["phone"], trouble = read_phone(habits.code, told["phone"])
        if trouble:
            problems["phone"] = trouble
    return PostalAddress(**told), problems


def clean_line(text: str) -> str:
    """One line of what someone wrote: composed (NFC), without controls, with single spaces."""
    return SPACES.sub(" ", UNPRINTABLE.sub("", unicodedata.normalize("NFC", text))).strip()


def read_postcode(country: Country, text: str) -> tuple[str, str]:
    """Return a postcode as the country writes it, and what to write instead if it cannot be used."""
    folded = re.sub(r"[\s\-]", "", unicodedata.normalize("NFKC", text)).upper()
    written_out = folded.startswith(country.code) or re.match(r"[A-Z]\d{4,}$", folded, re.ASCII)
    if written_out and not country.pattern.fullmatch(folded):  # An Irish code begins with a letter of its own.
        folded = folded.removeprefix(country.code) if folded.startswith(country.code) else folded[1:]
    if not folded:
        return "", str(MISSING["postcode"]) % {"example": country.postcode_example}
    if not country.pattern.fullmatch(folded):
        words = DIGITS.get(country.postcode_digits, POSTCODE_SHAPE)
        return clean_line(text), str(words) % {"example": country.postcode_example}
    return country.write_postcode(folded), ""


def read_birthday(text: str) -> tuple[str, str]:
    """Return a day in ISO 8601, and what to write instead if nobody alive can have been born on it."""
    try:
        born = date.fromisoformat(text.strip())
    except ValueError:
        return text, str(BORN_HOW)
    return (born.isoformat(), "") if born >= EARLIEST_BIRTH else (text, str(BORN_HOW))


def read_phone(country: str, text: str) -> tuple[str, str]:
    """
    Return a telephone number in E.164, read as dialled in this country, and what to write instead if it cannot be used.

    With no country known, only numbers that begin with a calling code can be read.
    """
    habits = COUNTRIES.get(country) or ANYWHERE
    dialled = re.sub(r"[\s().\-/\u2010-\u2015]", "", unicodedata.normalize("NFKC", text))
    number = _international(habits, re.sub(r"^00", "+", dialled))
    if number:
        return number, ""
    bare = habits.phone_example.replace("-", " ")
    abroad = f"+{habits.calling} {bare.removeprefix(habits.trunk).strip()}"
    return clean_line(text), str(PHONE_SHAPE) % {"example": habits.phone_example, "abroad": abroad}


def _international(habits: Country, dialled: str) -> str:
    if not re.fullmatch(r"\+?\d{4,18}", dialled, re.ASCII):
        return ""
    if not dialled.startswith("+"):
        return _fitting(habits, dialled.removeprefix(habits.trunk))
    digits = dialled[1:]
    for country in COUNTRIES.values():
        if digits.startswith(country.calling):
            return _fitting(country, digits.removeprefix(country.calling).removeprefix(country.trunk))
    return dialled if 8 <= len(digits) <= 15 and digits[0] != "0" else ""


ANYWHERE = Country("", "", "", "", calling="49", trunk="", national=(99, 0), phone_example="1512 3456789")


def _fitting(country: Country, national: str) -> str:
    fewest, most = country.national
    return f"+{country.calling}{national}" if fewest <= len(national) <= most else ""


def example_of(field: str, country: str, language: str) -> str:
    """An answer that would do, as someone who lives there and reads this language would write it."""
    habits = COUNTRIES[country]
    if field in {"postcode", "phone"}:
        return habits.postcode_example if field == "postcode" else habits.phone_example
    latin = country == "TW" and not language.startswith(("zh", "ja"))
    return EXAMPLES["TW in Latin letters" if latin else country if country in EXAMPLES else "Europe"][field]


def _problems_of_length(told: Mapping[str, str]) -> dict[str, str]:
    return {name: str(TOO_LONG) % {"longest": LONGEST[name]} for name in FIELDS if len(told[name]) > LONGEST[name]}


def _placed(country: Country, told: dict[str, str], problems: dict[str, str], language: str) -> tuple[dict[str, str], dict[str, str]]:
    """Fill in or check the town and region by the postcode, where the country's list is known."""
    found = gazetteer.places(country.code, told["postcode"])
    if not found:
        example = gazetteer.places(country.code, country.postcode_example)[0].written(language)
        detail = {"postcode": told["postcode"], "example": country.postcode_example, "place": ", ".join(example)}
        return told, problems | {"postcode": str(POSTCODE_UNKNOWN) % detail}
    every_town = gazetteer.lists_every_town(country.code)
    fitting = [place for place in found if _is_in(place, told["region"]) and (not every_town or _is_called(place, told["city"]))]
    if not fitting:
        where = " / ".join(", ".join(dict.fromkeys(place.written(language))) for place in found)
        wrong = "city" if every_town and told["city"] else "region"
        return told, problems | {wrong: str(NOT_THERE) % {"postcode": told["postcode"], "place": where}}
    city, region = fitting[0].written(language)
    told = told | {"region": told["region"] or region}
    if told["city"] or len(fitting) > 1:
        return told, problems
    return told | {"city": city}, {name: words for name, words in problems.items() if name != "city"}


def _is_called(place: gazetteer.Place, city: str) -> bool:
    return not city or _folded(city) in {_folded(name) for name in (place.city, place.city_en) if name}


def _is_in(place: gazetteer.Place, region: str) -> bool:
    return not region or _folded(region) in {_folded(name) for name in (place.region, place.region_en) if name}


def _folded(text: str) -> str:
    return re.sub(r"[\s,.]|district$|city$|county$|township$|^wp", "", text.replace("台", "臺").casefold())
