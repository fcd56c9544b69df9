"""Sites hold no personal data: the person in charge is named in an official capacity, on every page."""

from boxmalls.privacy.laws import learn_sites
from boxmalls.privacy.receipts import learn_parties
from boxmalls.privacy.register import HOLDINGS

from .links import party_of_site
from .queries import all_sites

HOLDINGS.plain(
    "sites.Site",
    why="Describes a shop front; the person in charge stands there by office and is published.",
    columns=(
        "code name host operator_name operator_address country law currency languages default_language prices_include_tax rounding ships_to "
        "officer_name officer_address officer_email policy_code position"
    ),
)
HOLDINGS.plain("sites.TaxClass", why="A rate of the law.", columns="id site_id code rate_bp")

learn_parties(party_of_site)
learn_sites(lambda: {site.code: site.law for site in all_sites()})
