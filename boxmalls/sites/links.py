"""Whole addresses of a site's pages, for mails and receipts."""

from boxmalls.sites.models import Site
from config.env import env


def absolute_address(site: Site, path: str) -> str:
    """The whole address of a page."""
    safe = env.kind == "production"
    port = "" if safe or env.port == 80 else f":{env.port}"
    return f"{'https' if safe else 'http'}://{site.host}{port}{path}"
