"""Whole addresses of a site's pages, for mails and receipts."""

from boxmalls.privacy.receipts import Party
from boxmalls.sites.models import Site
from boxmalls.sites.queries import site as site_by_code
from config.env import env


def absolute_address(site: Site, path: str) -> str:
    """The whole address of a page."""
    safe = env.kind == "production"
    port = "" if safe or env.port == 80 else f":{env.port}"
    return f"{'https' if safe else 'http'}://{site.host}{port}{path}"


def party_of_site(code: str) -> Party:
    """Who operates a site, for receipts; KeyError where there is none."""
    site = site_by_code(code)
    return Party(
        site_name=site.name,
        name=site.operator_name,
        address=site.operator_address,
        country=site.country,
        law=site.law,
        officer=site.officer_name,
        officer_address=site.officer_address,
        officer_email=site.officer_email,
        url=absolute_address(site, ""),
    )
