"""For search engines: what may be read, and where the pages are."""

from collections.abc import Iterator

from django.http import HttpResponse, StreamingHttpResponse
from django.views.decorators.http import require_safe
from markupsafe import escape

from boxmalls.base.refusals import NotFound
from boxmalls.base.web import Request, open_to
from boxmalls.shop import queries
from boxmalls.shop.links import category_href, product_href, seller_href
from boxmalls.shop.page import in_language
from boxmalls.ui.formatting import bcp47

PER_MAP = 5_000
NOT_FOR_MACHINES = ("/accounts/", "/back-office/", "/cart", "/checkout", "/orders", "/preferences/", "/search", "/seller/", "/your-data")
XML = "application/xml; charset=utf-8"


@open_to("anyone")
@require_safe
def robots(request: Request) -> HttpResponse:
    """What machines may read."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in NOT_FOR_MACHINES), "", f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@open_to("anyone")
@require_safe
def index(request: Request) -> HttpResponse:
    """The map of maps: places first, then products by the thousand."""
    parts = 1 + -(-queries.product_count(request.site.code) // PER_MAP)
    places = "".join(f"<sitemap><loc>{escape(request.build_absolute_uri(f'/sitemap-{part}.xml'))}</loc></sitemap>" for part in range(parts))
    return HttpResponse(f'{HEAD}<sitemapindex xmlns="{SITEMAP}">{places}</sitemapindex>', content_type=XML)


@open_to("anyone")
@require_safe
def part(request: Request, number: int) -> StreamingHttpResponse:
    """
    One map.

    :raises NotFound: beyond the last.
    """
    addresses = _places(request) if number == 0 else list(_products(request, number - 1))
    if not addresses:
        raise NotFound
    return StreamingHttpResponse(_written(request, addresses), content_type=XML)


HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"


def _places(request: Request) -> list[str]:
    fixed = ["/", "/c", "/help", "/help/delivery", "/help/selling", "/help/cookies", "/help/recipients", "/policy"]
    categories = [category_href(*each) for each in queries.category_addresses(request.site.code)]
    return fixed + categories + [seller_href(slug) for slug in queries.seller_slugs(request.site.code)]


def _products(request: Request, page: int) -> Iterator[str]:
    return (product_href(*each) for each in queries.product_addresses(request.site.code, offset=page * PER_MAP, limit=PER_MAP))


def _written(request: Request, addresses: list[str]) -> Iterator[str]:
    yield f'{HEAD}<urlset xmlns="{SITEMAP}" xmlns:xhtml="{XHTML}">'
    origin, site = f"{request.scheme}://{request.get_host()}", request.site
    for address in addresses:
        alternates = "".join(
            f'<xhtml:link rel="alternate" hreflang="{bcp47(code)}" href="{escape(origin + in_language(address, code, site))}"/>'
            for code in (site.languages if len(site.languages) > 1 else ())
        )
        yield f"<url><loc>{escape(origin + address)}</loc>{alternates}</url>"
    yield "</urlset>"
