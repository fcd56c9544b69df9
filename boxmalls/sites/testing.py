"""Sites for tests."""

from boxmalls.privacy.policy.editions.noting import note_for

from .actions import open_sites
from .models import Site
from .queries import forget_sites, site


def make_sites() -> list[Site]:
    """The demo's three sites, open, and known to this process as they are to one that has answered before."""
    forget_sites()
    sites = open_sites()
    for each in sites:
        note_for(each.code, each.default_language, None)
    return sites


def make_site(code: str = "eu") -> Site:
    """One of them."""
    make_sites()
    return site(code)
