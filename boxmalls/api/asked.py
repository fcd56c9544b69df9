"""What a program asks for, read strictly: a parameter that cannot be used is refused, not guessed."""

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from boxmalls.base.refusals import BadInput
from boxmalls.search.asking.request import LARGEST_PAGE, SORTS
from boxmalls.search.queries import SearchRequest

LISTS = {"brand": "brands", "seller": "sellers", "condition": "conditions", "learns": "learns", "attribute": "attributes"}
SINGLE = {"q", "category", "price_min", "price_max", "in_stock", "sort", "cursor", "size", "facets", "as_typed", "language"}
CHOICES = {"condition": {"new", "refurbished", "used"}, "learns": {"label", "address", "address_phone"}}
LARGEST = 10**12
SMALLEST_SIZE = 1
USUAL_SIZE = 24


class UnknownParameter(BadInput):
    code = "unknown-parameter"
    words = _("There is no parameter “%(parameter)s”.")


class UnusableParameter(BadInput):
    code = "unusable-parameter"
    words = _("“%(parameter)s” cannot be “%(given)s”. It may be: %(allowed)s.")


def search_request(query: QueryDict, *, site: str, language: str) -> SearchRequest:
    """
    The question in a query string.

    :raises UnknownParameter: for a name that we do not know.
    :raises UnusableParameter: for a value that does not fit.
    """
    for name in query:
        if name not in SINGLE and name not in LISTS:
            raise UnknownParameter(parameter=name[:60])
    for name, allowed in CHOICES.items():
        for value in query.getlist(name):
            if value not in allowed:
                raise _unusable(name, value, ", ".join(sorted(allowed)))
    lists = {into: tuple(query.getlist(name)) for name, into in LISTS.items()}
    return SearchRequest(
        site=site,
        language=language,
        text=query.get("q", ""),
        category=query.get("category", ""),
        price_min_minor=_number(query, "price_min", 0, LARGEST),
        price_max_minor=_number(query, "price_max", 0, LARGEST),
        in_stock=_yes(query, "in_stock", default=False),
        as_typed=_yes(query, "as_typed", default=False),
        sort=_choice(query, "sort", SORTS),
        cursor=query.get("cursor", ""),
        size=_number(query, "size", SMALLEST_SIZE, LARGEST_PAGE) or USUAL_SIZE,
        **lists,
    )


def wants_facets(query: QueryDict) -> bool:
    """Whether the facets are asked for; they are unless `facets=false`."""
    return _yes(query, "facets", default=True)


def _number(query: QueryDict, name: str, least: int, most: int) -> int | None:
    given = query.get(name)
    if given is None:
        return None
    if not (given.isascii() and given.isdigit() and len(given) <= len(str(most)) and least <= int(given) <= most):
        raise _unusable(name, given, f"{least} … {most}")
    return int(given)


def _choice(query: QueryDict, name: str, allowed: tuple[str, ...]) -> str:
    given = query.get(name, allowed[0])
    if given not in allowed:
        raise _unusable(name, given, ", ".join(allowed))
    return given


def _yes(query: QueryDict, name: str, *, default: bool) -> bool:
    given = query.get(name)
    if given is None:
        return default
    if given not in {"true", "false", "1", "0"}:
        raise _unusable(name, given, "true, false")
    return given in {"true", "1"}


def _unusable(name: str, given: str, allowed: str) -> UnusableParameter:
    return UnusableParameter(parameter=name, given=given[:60], allowed=allowed)
