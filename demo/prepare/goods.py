"""Every listing of the demo, one file for each seller."""

from pathlib import Path
from shutil import copyfile, rmtree

from demo.prepare import photographed, shops
from demo.prepare.packing import DATA, pack_rows

LICENCES = {
    "cross_shop/LICENSE.ditto.txt": "listings-of-five-shops.txt",
    "catalog/LICENSE.vendure.txt": "vendure.txt",
    "catalog/LICENSE.saleor.txt": "saleor.txt",
    "catalog/LICENSE.grocerystore.txt": "grocery-store-dataset.txt",
    "catalog/LICENSE.dummyjson.txt": "dummyjson.txt",
    "taxonomy/LICENSE.shopify.txt": "product-taxonomy.txt",
}


def make(source: Path) -> None:
    """Write `demo/data/listings/<seller>.csv.gz`, and the licences of where they come from."""
    rmtree(DATA / "listings", ignore_errors=True)
    for seller, rows in sorted({**shops.listings(source), **photographed.listings(source)}.items()):
        pack_rows(DATA / "listings" / f"{seller}.csv.gz", rows)
    (DATA / "LICENSES").mkdir(exist_ok=True)
    for origin, name in LICENCES.items():
        copyfile(source / origin, DATA / "LICENSES" / name)
