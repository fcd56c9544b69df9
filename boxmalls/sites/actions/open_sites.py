from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from boxmalls.base.refusals import Conflict
from boxmalls.sites.models import Site, TaxClass
from boxmalls.sites.queries import forget_sites

EU_COUNTRIES = "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE".split()  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class Opening:
    """A site and its tax rates, in hundredths of a percent."""

    site: dict[str, Any]
    rates: dict[str, int]


DEMO = [
    Opening(
        {
            "code": "tw", "name": "BoxMalls 台灣", "host": "tw.localhost", "operator_name": "JSS TRADING", "operator_address": "10491 臺北市中山區示範路 1 號",
            "country": "TW", "law": "TW", "currency": "TWD", "languages": ["zh-hant", "en"], "default_language": "zh-hant", "ships_to": ["TW"],
            "officer_name": "個人資料保護負責人", "officer_address": "10491 臺北市中山區示範路 1 號", "officer_email": "privacy@tw.boxmalls.example", "position": 1,
        },
        {"standard": 500, "reduced": 500, "zero": 0},
    ),
    Opening(
        {
            "code": "my", "name": "BoxMalls Malaysia", "host": "my.localhost", "operator_name": "JSS TRADING", "operator_address": "1 Jalan Contoh, 50050 Kuala Lumpur",
            "country": "MY", "law": "MY", "currency": "MYR", "languages": ["ms", "en", "zh-hans"], "default_language": "ms", "ships_to": ["MY"],
            "officer_name": "Pegawai Perlindungan Data", "officer_address": "1 Jalan Contoh, 50050 Kuala Lumpur", "officer_email": "privacy@my.boxmalls.example", "position": 2,
        },
        {"standard": 1000, "reduced": 500, "zero": 0},
    ),
    Opening(
        {
            "code": "eu", "name": "BoxMalls Europe", "host": "eu.localhost", "operator_name": "JSS TRADING", "operator_address": "Voorbeeldstraat 1, 1012 AB Amsterdam",
            "country": "NL", "law": "EU", "currency": "EUR", "languages": ["en", "ja"], "default_language": "en", "ships_to": EU_COUNTRIES,
            "officer_name": "Data protection officer", "officer_address": "Voorbeeldstraat 1, 1012 AB Amsterdam", "officer_email": "privacy@eu.boxmalls.example", "position": 3,
        },
        {"standard": 2100, "reduced": 900, "zero": 0},
    ),
]  # fmt: skip


@transaction.atomic
def open_sites(openings: list[Opening] | None = None) -> list[Site]:
    """Open the demo's three sites, or those given. Sites that are open already are brought up to date."""
    opened = []
    for opening in openings or DEMO:
        found, _ = Site.objects.update_or_create(code=opening.site["code"], defaults=opening.site)
        for code, rate in opening.rates.items():
            TaxClass.objects.update_or_create(site=found, code=code, defaults={"rate_bp": rate})
        opened.append(found)
    forget_sites()
    return opened


class SiteIsOpen(Conflict):
    """Another site has this code or this host."""

    code = "site-is-open"
    words = _("There is a site %(code)s at %(host)s already. Nothing was changed.")


@transaction.atomic
def open_site(opening: Opening) -> Site:
    """
    Open one more site, after those that are open.

    :raises SiteIsOpen: if its code or its host is taken.
    """
    given = opening.site
    taken = Site.objects.filter(Q(code=given["code"]) | Q(host=given["host"])).first()
    if taken is not None:
        raise SiteIsOpen(code=taken.code, host=taken.host)
    last = Site.objects.order_by("-position").values_list("position", flat=True).first() or 0
    return open_sites([Opening({**given, "position": last + 1}, opening.rates)])[0]
