"""All sellers, by name."""

import base64
import binascii
import json
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from boxmalls.back_office import queries
from boxmalls.back_office.web.office import show
from boxmalls.base.web import Request, open_to
from boxmalls.sellers.models.seller import Learns, SellerStatus
from boxmalls.ui.formatting import format_number, format_place

PER_PAGE = 50
KINDS = {SellerStatus.OPEN: "good", SellerStatus.PAUSED: "warn", SellerStatus.CLOSED: ""}


@open_to("staff")
@require_safe
def sellers(request: Request) -> HttpResponse:
    """A page of them."""
    text = request.GET.get("q", "").replace("\0", "").strip()[:80]
    found = queries.sellers(text, _place(request.GET.get("cursor", "")), PER_PAGE + 1)
    shown = found[:PER_PAGE]
    cursor = base64.urlsafe_b64encode(json.dumps([shown[-1].name, shown[-1].slug]).encode()).decode() if len(found) > PER_PAGE else ""
    count = queries.seller_count()
    words = {
        "sellers": [_words(each, request.LANGUAGE_CODE) for each in shown],
        "query": text,
        "counted": ngettext("%(count)s seller", "%(count)s sellers", count) % {"count": format_number(count, request.LANGUAGE_CODE)},
        "next_href": f"/back-office/sellers?{urlencode({'q': text, 'cursor': cursor})}" if cursor else "",
    }
    return show(request, "sellers", words)


def _words(each: queries.SellerRow, language: str) -> dict[str, Any]:
    return {
        "name": each.name,
        "href": f"/sellers/{each.slug}",
        "place": format_place(each.place, each.country, language),
        "sees": str(Learns(each.learns).label),
        "listings": format_number(each.listings, language),
        "commission": f"{format_number(each.commission_bp / 100, language)} %",
        "state": str(SellerStatus(each.status).label),
        "kind": KINDS[SellerStatus(each.status)],
    }


def _place(cursor: str) -> tuple[str, str]:
    try:
        name, slug = json.loads(base64.urlsafe_b64decode(cursor))
    except (ValueError, TypeError, binascii.Error):
        return "", ""
    return (name, slug) if isinstance(name, str) and isinstance(slug, str) and "\0" not in name + slug else ("", "")
