"""How a site taxes what is sold on it."""

from boxmalls.base.money import Rounding
from boxmalls.orders.pricing import Taxes
from boxmalls.sites.models import Site
from boxmalls.sites.queries import tax_rate_bp
from boxmalls.ui.formatting import SHOWN_DECIMALS, STORED_DECIMALS

CLASSES = ("standard", "reduced", "zero")


def taxes_of(site: Site) -> Taxes:
    """The taxes of a site; costs no query while the sites are fresh."""
    rates = {code: tax_rate_bp(site.code, code) for code in CLASSES}
    step = 10 ** (STORED_DECIMALS.get(site.currency, 2) - SHOWN_DECIMALS.get(site.currency, 2))
    return Taxes(included=site.prices_include_tax, rounding=Rounding(site.rounding), rates=rates, step=step)
