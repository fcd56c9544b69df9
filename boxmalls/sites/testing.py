"""Sites for tests."""

from .actions import open_sites
from .models import Site
from .queries import forget_sites, site


def make_sites() -> list[Site]:
    """The demo's three sites, open."""
    forget_sites()
    return open_sites()


def make_site(code: str = "eu") -> Site:
    """One of them."""
    make_sites()
    return site(code)
