"""Turning a row into a listing, or into a list of what to mend. No database: what is looked up comes in as `Checker`."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from boxmalls.catalog.importing.problems import Problem
from boxmalls.catalog.importing.reading import Broken, Row
from boxmalls.catalog.models import Condition, OfferStatus

NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
SPACES = re.compile(r"\s+")
AROUND_PRICE = re.compile(r"^[^\d.,+-]*([\d.,]+)[^\d.,]*$")
PLAIN_PRICE = re.compile(r"^\d+(?:[.,]\d{1,2}0*)?$")
GROUPED = re.compile(r"^\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*(?!\1)[.,]\d{1,2}$")
HIGHEST_MINOR = 10**11
UNCATEGORISED = "na"
SHORT, TITLE, LONG = 120, 300, 20_000


@dataclass(slots=True)
class Listing:
    """A row that can be taken."""

    row: int
    external_id: str
    title: str
    price_minor: int
    category: str = UNCATEGORISED
    description: str = ""
    brand: str = ""
    model_no: str = ""
    gtin: str | None = None
    product_key: str | None = None
    options: dict[str, str] = field(default_factory=dict)
    was_minor: int | None = None
    stock: int = 1
    condition: str = "new"
    tax_class: str = "standard"
    status: str = "live"
    dispatch_days: int = 2
    return_days: int = 14
    images: list[str] = field(default_factory=list)
    image_alt: str = ""
    attributes: dict[str, list[str]] = field(default_factory=dict)
    language: str = "en"


@dataclass(slots=True)
class Checker:
    """What a row is checked against. `find_category` answers with an id, or with a problem's code and its details."""

    currency: str
    languages: frozenset[str]
    find_category: Callable[[str], str | tuple[str, dict[str, Any]]]
    attributes: dict[str, set[str]]
    seen: dict[str, int] = field(default_factory=dict)

    def check(self, number: int, row: Row | Broken) -> tuple[Listing | None, list[Problem]]:
        """The listing in a row (None if it cannot be taken), and everything that is to be mended."""
        if isinstance(row, Broken):
            return None, [Problem("", "broken")]
        return _Row(self, number, row).read()


class _Row:
    """One row while it is read."""

    def __init__(self, checker: Checker, number: int, row: Row) -> None:
        self.checker, self.number, self.row = checker, number, row
        self.problems: list[Problem] = []

    def read(self) -> tuple[Listing | None, list[Problem]]:
        reference = self._line("external_id", 200, needed=True)
        first = self.checker.seen.setdefault(reference, self.number) if reference else self.number
        if first != self.number:
            self._refuse("external_id", "twice", reference, row=first)
        price = self._price("price", needed=True)
        self._currency()
        listing = Listing(
            row=self.number,
            external_id=reference,
            title=self._line("title", TITLE, needed=True),
            price_minor=price or 0,
            category=self._category(),
            description=self._text("description", LONG),
            brand=self._line("brand", SHORT),
            model_no=self._line("model_no", SHORT),
            gtin=self._gtin(),
            product_key=self._line("product_key", 200) or None,
            options=self._options(),
            was_minor=self._was(price),
            stock=self._whole("stock", 1, 0, 10_000_000, "12"),
            condition=self._choice("condition", "new", Condition.values),
            tax_class=self._choice("tax_class", "standard", ["standard", "reduced", "zero"]),
            status=self._choice("status", "live", OfferStatus.values),
            dispatch_days=self._whole("dispatch_days", 2, 0, 60, "2"),
            return_days=self._whole("return_days", 14, 14, 365, "30"),
            images=self._images(),
            image_alt=self._line("image_alt", TITLE),
            attributes=self._attributes(),
            language=self._choice("language", "en", sorted(self.checker.languages)),
        )
        refused = any(not problem.warning for problem in self.problems)
        return (None if refused else listing), self.problems

    def _refuse(self, column: str, code: str, given: str = "", *, warning: bool = False, **details: Any) -> None:
        self.problems.append(Problem(column, code, given[:200], details, warning))

    def _given(self, column: str) -> str:
        value = self.row.get(column)
        if value is None:
            return ""
        if not isinstance(value, str):
            value = json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else str(value)
        return NOT_TEXT.sub("", value).strip()

    def _line(self, column: str, most: int, *, needed: bool = False) -> str:
        return self._text(column, most, needed=needed, one_line=True)

    def _text(self, column: str, most: int, *, needed: bool = False, one_line: bool = False) -> str:
        given = self._given(column)
        if one_line and given:
            given = SPACES.sub(" ", given)
        if needed and not given:
            self._refuse(column, "needed")
        if len(given) > most:
            self._refuse(column, "long", given, length=len(given), most=most)
        return given

    def _price(self, column: str, *, needed: bool = False) -> int | None:
        given = self._given(column)
        if not given:
            if needed:
                self._refuse(column, "needed")
            return None
        minor = minor_of(given)
        if minor is None:
            self._refuse(column, "price", given)
        elif minor <= 0:
            self._refuse(column, "price-positive", given)
        elif minor > HIGHEST_MINOR:
            self._refuse(column, "price-large", given, currency=self.checker.currency)
        else:
            return minor
        return None

    def _was(self, price: int | None) -> int | None:
        was = self._price("was_price")
        if was is not None and price is not None and was <= price:
            self._refuse("was_price", "was-lower", self._given("was_price"), warning=True)
            return None
        return was

    def _currency(self) -> None:
        given = self._given("currency")
        if given and given.upper() != self.checker.currency:
            self._refuse("currency", "currency", given, currency=self.checker.currency)

    def _whole(self, column: str, otherwise: int, least: int, most: int, example: str) -> int:
        given = self._given(column)
        if not given:
            return otherwise
        number = int(given) if given.isascii() and given.isdigit() and len(given) < 12 else -1
        if number < 0 and given.isascii() and re.fullmatch(r"\d{1,11}\.0+", given):  # spreadsheets write 12 as 12.0
            number = int(given.partition(".")[0])
        if not least <= number <= most:
            self._refuse(column, "whole", given, least=least, most=most, example=example)
            return otherwise
        return number

    def _choice(self, column: str, otherwise: str, choices: list[str]) -> str:
        given = self._given(column).lower()
        if not given:
            return otherwise
        if given not in choices:
            self._refuse(column, "choice", given, choices=", ".join(choices))
        return given

    def _category(self) -> str:
        given = self._given("category")
        if not given:
            self._refuse("category", "category-none", warning=True)
            return UNCATEGORISED
        found = self.checker.find_category(given)
        if isinstance(found, str):
            return found
        code, details = found
        self._refuse("category", code, given, **details)
        return UNCATEGORISED

    def _gtin(self) -> str | None:
        given = self._given("gtin").replace("-", "").replace(" ", "")
        if not given:
            return None
        if not gtin_fits(given):
            self._refuse("gtin", "gtin", given, warning=True)
            return None
        return given

    def _options(self) -> dict[str, str]:
        pairs = _pairs(self.row.get("options"), self._given("options"))
        if pairs is None or any(len(name) > 60 or len(value) > 120 for name, value in pairs.items()) or len(pairs) > 6:
            self._refuse("options", "options", self._given("options"))
            return {}
        return pairs

    def _attributes(self) -> dict[str, list[str]]:
        given = self._given("attributes")
        if not given:
            return {}
        pairs = _pairs(self.row.get("attributes"), given)
        if pairs is None:
            self._refuse("attributes", "attributes", given, warning=True)
            return {}
        found = {name: [f"{name}__{value}" for value in values.lower().split("|")] for name, values in pairs.items()}
        known = {name: [each for each in values if each in self.checker.attributes.get(name, ())] for name, values in found.items()}
        if known != found:
            self._refuse("attributes", "attributes", given, warning=True)
        return {name: values for name, values in known.items() if values}

    def _images(self) -> list[str]:
        value = self.row.get("image")
        if isinstance(value, list):
            return [str(each) for each in value if each][:12]
        return [name for each in self._given("image").split("|") if (name := each.strip())][:12]


def minor_of(given: str) -> int | None:
    """A written price in hundredths, or None when it is not plain which number is meant: 1,234 could be either."""
    found = AROUND_PRICE.match(given)
    if not found:
        return None
    digits = found[1]
    if PLAIN_PRICE.match(digits):
        plain = digits.replace(",", ".")
    elif GROUPED.match(digits):
        whole, cents = digits[: max(digits.rfind("."), digits.rfind(","))], digits[max(digits.rfind("."), digits.rfind(",")) + 1 :]
        plain = f"{re.sub('[.,]', '', whole)}.{cents}"
    else:
        return None
    try:
        return int(Decimal(plain) * 100)
    except InvalidOperation:
        return None


def gtin_fits(digits: str) -> bool:
    """Whether a bar code number (GTIN-8, -12, -13, -14) has the check digit that it should (GS1 General Specifications, 7.9)."""
    if not (digits.isascii() and digits.isdigit() and len(digits) in (8, 12, 13, 14)):
        return False
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(reversed(digits)))
    return total % 10 == 0


def _pairs(value: Any, written: str) -> dict[str, str] | None:
    """`Size=39; Color=Red`, or the same as a JSON object; None when it is neither."""
    if not written:
        return {}
    if not isinstance(value, dict):
        if not written.startswith("{"):
            parts = [part.partition("=") for part in written.split(";") if part.strip()]
            if any(not name.strip() or not sign or not text.strip() for name, sign, text in parts):
                return None
            return {NOT_TEXT.sub("", name).strip(): NOT_TEXT.sub("", text).strip() for name, _sign, text in parts}
        try:
            value = json.loads(written)
        except (ValueError, RecursionError):
            return None
    if not isinstance(value, dict) or any(isinstance(each, dict) for each in value.values()):
        return None
    joined = {str(name): "|".join(map(str, each)) if isinstance(each, list) else str(each) for name, each in value.items() if each is not None}
    return {NOT_TEXT.sub("", name).strip(): NOT_TEXT.sub("", text).strip() for name, text in joined.items()}
