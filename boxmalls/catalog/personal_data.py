"""The catalogue describes goods. Nothing in it is about people."""

from boxmalls.privacy.register import HOLDINGS

GOODS = "Describes goods, not people."
SHELVES = "Made from the catalogue, for quick pages."
IMPORTS = "Tells how a file of goods was read."

HOLDINGS.plain("catalog.Category", why=GOODS, columns="id parent_id level position path names slug")
HOLDINGS.plain("catalog.Attribute", why=GOODS, columns="id handle names")
HOLDINGS.plain("catalog.AttributeValue", why=GOODS, columns="id attribute_id position handle names")
HOLDINGS.plain("catalog.CategoryAttribute", why=GOODS, columns="category_id attribute_id position")
HOLDINGS.plain(
    "catalog.Product",
    why=GOODS,
    columns="id slug title description category_id brand model_no gtin product_key attributes language status "
    "search_boost described_by_id described_ref created_at changed_at",
)
HOLDINGS.plain("catalog.Variant", why=GOODS, columns="id product_id name options position")
HOLDINGS.plain(
    "catalog.Offer",
    why=GOODS,
    columns="id seller_id site_id product_id variant_id external_id price_minor was_minor currency condition tax_class "
    "status dispatch_days return_days created_at changed_at",
)
HOLDINGS.plain("catalog.Stock", why=GOODS, columns="offer_id seller_id on_hand reserved")
HOLDINGS.plain(
    "catalog.Reservation",
    why="Holds goods for a checkout for some minutes. Names the checkout, not the buyer, and is gone when it ends.",
    columns="id holder_id offer_id quantity until_at created_at",
)
HOLDINGS.plain(
    "catalog.Media",
    why="Pictures of goods, re-encoded without what cameras write into them; the credit names who published them.",
    columns="id product_id position alt credit key width height widths formats",
)
HOLDINGS.plain("catalog.Card", why=SHELVES, columns="product_id site_id language html made_with")
HOLDINGS.plain(
    "catalog.ShelfPlace",
    why=SHELVES,
    columns="site_id shelf product_id rank price_minor arrived_at",
)
HOLDINGS.plain("catalog.ShelfCount", why=SHELVES, columns="site_id shelf products")
HOLDINGS.plain(
    "catalog.ImportRun",
    why=IMPORTS,
    columns="id seller_id site_id file_name path images digest status refusal rows next_row created changed unchanged refused started_at finished_at",
)
HOLDINGS.plain(
    "catalog.ImportProblem",
    why=IMPORTS,
    columns="id run_id row column code given details warning",
)
