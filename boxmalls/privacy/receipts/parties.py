"""Who stands on a receipt beside the person: the operator of the site and the person in charge. Sites live in a room above."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Party:
    """The operator of a site, as the foot of its pages names it. `address_of` makes whole addresses of its pages."""

    site_name: str
    name: str
    address: str
    country: str
    law: str
    officer: str
    officer_address: str
    officer_email: str
    url: str


NOBODY = Party("", "", "", "", "", "", "", "", "")
_reader: Callable[[str], Party] = lambda _code: NOBODY


def learn_parties(reader: Callable[[str], Party]) -> None:
    """Be told, once at start, who operates a site."""
    global _reader
    _reader = reader


def party_of(site_code: str) -> Party:
    """Who operates a site; nobody, where the site is gone."""
    try:
        return _reader(site_code)
    except KeyError:
        return NOBODY
