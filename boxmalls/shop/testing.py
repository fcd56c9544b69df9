"""A small shop for tests: goods with photos, forms and offers of several sellers on every site, on their shelves."""

from dataclasses import dataclass

from boxmalls.base import sql
from boxmalls.catalog.models import Product
from boxmalls.catalog.testing import make_category, make_media, make_offer, make_product, make_variant
from boxmalls.sellers.models import Seller
from boxmalls.sellers.testing import make_seller
from boxmalls.shipping.testing import make_rate
from boxmalls.shop.kept import forget
from boxmalls.shop.memory import forget_pages
from boxmalls.sites.testing import make_sites

COUNT = """
INSERT INTO catalog_shelfcount (site_id, shelf, products)
SELECT site_id, shelf, count(*) FROM catalog_shelfplace GROUP BY 1, 2
ON CONFLICT (site_id, shelf) DO UPDATE SET products = excluded.products
"""


@dataclass(frozen=True, slots=True)
class Window:
    """What stands in it."""

    product: Product
    sellers: list[Seller]

    @property
    def paths(self) -> list[str]:
        """Every page of the window that anybody may see."""
        category = self.product.category
        return [
            "/",
            f"/products/{self.product.pk}/{self.product.slug}",
            f"/c/{category.pk}/{category.slug}",
            "/c",
            "/search?q=Thing",
            "/search?q=nothing+like+this",
            f"/sellers/{self.sellers[0].slug}",
            "/help",
            "/help/delivery",
            "/help/selling",
            "/help/cookies",
            "/help/recipients",
        ]


def make_window(*, goods: int = 3, sellers: int = 2) -> Window:
    """Fill the shelves of all sites."""
    sites = make_sites()
    stores = [make_seller(about="We make things.", learns=learns) for learns in ("label", "address", "address_phone")[:sellers]]
    for store in stores:
        for site in sites:
            make_rate(store, site)
    products = [_make_goods(stores, sites) for _each in range(goods)]
    count_shelves()
    return Window(products[0], stores)


def count_shelves() -> None:
    """Count what stands on the shelves, as the worker does, and let pages be made anew."""
    sql.run(COUNT)
    forget()
    forget_pages()


def _make_goods(stores: list[Seller], sites: list) -> Product:  # type: ignore[type-arg]
    product = make_product(seller=stores[0], category=make_category("aa-8"), brand="Noord", description="Soft.\nWhite.")
    make_media(product)
    variants = [make_variant(product, Size=size) for size in ("38", "39")]
    for site in sites:
        for number, store in enumerate(stores):
            for variant in variants:
                make_offer(product=product, seller=store, site=site, variant=variant, price_minor=5000 + number * 100)
    return product
