"""
The words for facets and their values.

Names of categories, attributes and sellers change seldom: what was read is kept in the process for some minutes.
"""

from collections.abc import Callable
from functools import cache
from time import monotonic

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from boxmalls.base import sql
from boxmalls.sellers.queries import has_phone_line

FRESH_FOR = 300.0

CATEGORIES = "SELECT id, coalesce(names ->> %(language)s, names ->> 'en') FROM catalog_category WHERE id = ANY(%(codes)s)"
ATTRIBUTES = "SELECT handle, coalesce(names ->> %(language)s, names ->> 'en') FROM catalog_attribute WHERE handle = ANY(%(codes)s)"
VALUES = "SELECT handle, coalesce(names ->> %(language)s, names ->> 'en') FROM catalog_attributevalue WHERE handle = ANY(%(codes)s)"
SELLERS = "SELECT slug, name FROM sellers_seller WHERE slug = ANY(%(codes)s)"
EVERY_CATEGORY = "SELECT id, ARRAY(SELECT DISTINCT value FROM jsonb_each_text(names)) FROM catalog_category"
EVERY_VALUE = "SELECT handle, ARRAY(SELECT DISTINCT value FROM jsonb_each_text(names)) FROM catalog_attributevalue"

FACETS = {
    "category": gettext_noop("Category"),
    "learns": gettext_noop("What the seller sees of you"),
    "brand": gettext_noop("Brand"),
    "seller": gettext_noop("Seller"),
    "condition": gettext_noop("Condition"),
    "price": gettext_noop("Price"),
}

type Names = dict[str, str]
type BrandNames = Callable[[list[str]], Names]


class Kept:
    """Names read once, until they are too old. A code without a name is kept as such."""

    def __init__(self, statement: str) -> None:
        self.statement = statement
        self.names: dict[str, Names] = {}
        self.read_at = monotonic()

    def of(self, codes: list[str], language: str) -> Names:
        """The names of these codes; one statement at most."""
        if monotonic() - self.read_at > FRESH_FOR:
            self.names, self.read_at = {}, monotonic()
        known = self.names.setdefault(language, {})
        missing = [code for code in codes if code not in known]
        if missing:
            known.update(dict.fromkeys(missing, ""))
            known.update(dict(sql.rows(self.statement, {"codes": missing, "language": language})))
        return {code: name for code in codes if (name := known[code])}


_kept = {kind: Kept(statement) for kind, statement in (("category", CATEGORIES), ("attributes", ATTRIBUTES), ("attribute", VALUES), ("seller", SELLERS))}
_every: dict[str, tuple[float, dict[str, tuple[str, ...]]]] = {}


def forget_titles() -> None:
    """Read all names anew. For tests, and after a taxonomy was loaded in this process."""
    _every.clear()
    for kept in _kept.values():
        kept.names = {}


def value_titles(language: str, brands: BrandNames) -> Callable[[str, list[str]], Names]:
    """Words for the codes of a facet's values, in a language."""

    def titles(facet: str, codes: list[str]) -> Names:
        match facet:
            case "brand":
                return brands(codes)
            case "condition" | "learns":
                words = _spoken(facet, language)
                return {code: words[code] for code in codes if code in words}
            case "attribute":
                named = _kept["attribute"].of([code.partition("=")[2] for code in codes], language)
                return {code: named[value] for code in codes if (value := code.partition("=")[2]) in named}
        return _kept[facet].of(codes, language)

    return titles


def facet_title(code: str, language: str) -> str:
    """The words for a facet."""
    if code.startswith("attribute:"):
        handle = code.partition(":")[2]
        return _kept["attributes"].of([handle], language).get(handle, handle)
    return _spoken("facets", language)[code]


@cache
def _spoken(which: str, language: str) -> Names:
    """Words of ours, looked up once for each language."""
    with override(language):
        match which:
            case "condition":
                return condition_titles()
            case "learns":
                return learns_titles()
        return {code: _(words) for code, words in FACETS.items()}


def condition_titles() -> Names:
    """The states that goods are in."""
    return {"new": _("New"), "refurbished": _("Refurbished"), "used": _("Used")}


def learns_titles() -> Names:
    """How much of a buyer sellers see."""
    return {
        "label": _("First name and parcel label"),
        "address": _("Name and address"),
        "address_phone": _("Name, address and a masked phone") if has_phone_line() else _("Name and address; asks when to deliver"),
    }


def every_category_name() -> dict[str, tuple[str, ...]]:
    """Each category's names in all languages."""
    return _all_names("category", EVERY_CATEGORY)


def every_value_name() -> dict[str, tuple[str, ...]]:
    """Each attribute value's names in all languages."""
    return _all_names("value", EVERY_VALUE)


def _all_names(kind: str, statement: str) -> dict[str, tuple[str, ...]]:
    read_at, names = _every.get(kind, (float("-inf"), {}))
    if monotonic() - read_at > FRESH_FOR or not names:
        names = {code: tuple(told) for code, told in sql.rows(statement)}
        _every[kind] = (monotonic(), names)
    return names
