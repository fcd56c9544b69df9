"""Fill a shop to measure: `python -m bench.fill 10000`. Sites, taxonomy, five sellers, so many listings, the search index."""

import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.listings import SELLERS, write_file


def main(products: int) -> None:
    """Fill through the same doors that a shopkeeper uses, and say how long the import took."""
    import django

    django.setup()
    from django.core.management import call_command

    from boxmalls.base.clock import now
    from boxmalls.catalog.actions.imports import run_import, start_import
    from boxmalls.catalog.actions.taxonomy import load_taxonomy
    from boxmalls.catalog.models import Category
    from boxmalls.privacy.policy import publish_first_policy
    from boxmalls.shipping.actions.rates import set_rate
    from boxmalls.sites.actions import open_sites

    sites = {site.code: site for site in open_sites()}
    publish_first_policy(site_codes=list(sites), at=now())
    load_taxonomy()
    nouns = [(key, names["en"]) for key, names in Category.objects.filter(level=3).order_by("id").values_list("id", "names")]
    begun = time.perf_counter()
    for number, slug in enumerate(SELLERS):
        seller = _seller(slug)
        set_rate(seller=seller, site=sites["eu"], code="parcel", name="Parcel", price_minor=490)
        with TemporaryDirectory() as folder:
            path = write_file(Path(folder) / f"{slug}.csv", products // len(SELLERS), nouns, seller=number)
            run_import(run=start_import(seller=seller, site=sites["eu"], path=path, at=now()), at=now())
    imported = time.perf_counter() - begun
    call_command("rebuild_index", verbosity=0)
    print(f"{products:,} listings: imported in {imported:.1f} s, with the index {time.perf_counter() - begun:.1f} s", flush=True)


def _seller(slug: str):  # type: ignore[no-untyped-def]
    from boxmalls.sellers.models import Seller
    from boxmalls.sellers.testing import make_seller

    return Seller.objects.filter(slug=slug).first() or make_seller(name=slug.replace("-", " ").title(), slug=slug)


if __name__ == "__main__":
    main(int(sys.argv[1]))
