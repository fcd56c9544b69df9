"""
Fills a shop with the demo: three sites, their policy, the taxonomy, sellers, goods, photographs, people, orders and letters.

Running it again changes nothing; broken off, it goes on. The goods are real (see `NOTICE`), the small sellers and people are not.
"""

from collections.abc import Callable

from boxmalls.agreements.actions import publish_demo_texts
from boxmalls.base.clock import now
from boxmalls.catalog.actions.shelves import count_shelves
from boxmalls.catalog.actions.taxonomy import load_taxonomy
from boxmalls.payments.actions import set_bank_account
from boxmalls.privacy.policy.actions import publish_first_policy
from boxmalls.privacy.retention.sweeping import sweep
from boxmalls.search.actions.rebuilding import rebuild_index
from boxmalls.search.catalogue import count_products
from boxmalls.sites.actions import open_sites
from demo.goods import load_goods
from demo.life import let_live
from demo.people import make_people
from demo.pictures import place_pictures
from demo.stores import open_stores

TRANSFERS_TO = {
    "tw": {"holder": "JSS TRADING", "bank": "Demo Bank, 臺北", "number": "000-0000-0000000"},
    "my": {"holder": "JSS TRADING", "bank": "Demo Bank, Kuala Lumpur", "number": "0000 0000 0000"},
    "eu": {"holder": "JSS TRADING", "bank": "Demo Bank, Amsterdam", "number": "NL00 DEMO 0000 0000 00", "code": "DEMONL2A"},
}

type Progress = Callable[[str, int, int], None]


def main(progress: Progress, *, small: bool = False) -> None:
    """
    Load everything. `progress(stage, done, total)` is called as it goes on.

    :param small: the photographed goods of the small sellers only, for a shop under test.
    """
    at = now()
    progress("Sites and categories", 0, 3)
    sites = open_sites()
    publish_first_policy(site_codes=[site.code for site in sites], at=at)
    publish_demo_texts(site_codes=[site.code for site in sites], at=at)
    for site in sites:
        set_bank_account(site=site, **TRANSFERS_TO[site.code])
    progress("Sites and categories", 1, 3)
    load_taxonomy()
    progress("Sites and categories", 2, 3)
    sellers = open_stores(sites=sites, at=at)
    progress("Sites and categories", 3, 3)
    place_pictures(lambda done, total: progress("Photographs", done, total))
    load_goods(sellers=sellers, sites=sites, at=at, small=small, progress=lambda done, total: progress("Listings", done, total))
    for site in sites:
        count_shelves(site_code=site.code)
    make_people(sellers=sellers, sites=sites, at=at, progress=lambda done, total: progress("People", done, total))
    let_live(sellers=sellers, sites=sites, at=at, progress=lambda done, total: progress("Orders and letters", done, total))
    sweep(at=at)  # The orders reach back further than some of what came with them may be kept.
    total = count_products()
    progress("Search index", 0, total)
    rebuild_index(at=at, progress=lambda done: progress("Search index", done, total))


if __name__ == "__main__":
    from ops.demo import load_demo

    load_demo()
