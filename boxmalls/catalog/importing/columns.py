"""The columns that a file of listings may have. The help page and the template for shopkeepers are made from this list."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, other names under which shops know it, what to write in it."""

    name: str
    words: "_StrPromise"
    example: str
    also: tuple[str, ...] = ()
    needed: bool = False


COLUMNS = (
    Column("external_id", _("Your own reference. The same reference again changes the same offer."), "BK-1042", ("sku", "listing_id", "id"), needed=True),
    Column("title", _("What it is called, up to 300 characters."), "Padded chair, grey-blue", ("name",), needed=True),
    Column("price", _("The price that the buyer pays, in the site's currency, tax included."), "129.00", ("amount",), needed=True),
    Column("category", _("The number, the path or the name of a category."), "Furniture > Chairs", ("category_id",)),
    Column("description", _("A text, up to 20,000 characters."), "Solid ash, seat at 46 cm.", ("text", "body")),
    Column("brand", _("Who makes it."), "Atelier Brandt", ("manufacturer", "vendor")),
    Column("model_no", _("The maker's number."), "AB-17", ("mpn", "model", "modelno")),
    Column("gtin", _("The number under the bar code. Offers with the same number share a product."), "4006381333931", ("ean", "upc", "isbn", "barcode")),
    Column(
        "product_key",
        _("Any name for a product. Rows with the same name are offers of one product, or its variants."),
        "padded-chair",
        ("group", "item_group_id"),
    ),
    Column("options", _("What tells this variant from the others."), "Size=39; Color=Red", ("variant", "variant_options")),
    Column("currency", _("Only if you want it checked: it has to be the site's."), "EUR"),
    Column("was_price", _("The lowest price of the last 30 days, if it was higher."), "149.00", ("compare_at_price",)),
    Column("stock", _("How many you have. Empty counts as 1."), "12", ("quantity", "qty", "on_hand")),
    Column("condition", _("new, refurbished or used. Empty counts as new."), "new"),
    Column("tax_class", _("standard, reduced or zero. Empty counts as standard."), "standard", ("tax",)),
    Column("status", _("live, paused or retired. Empty counts as live."), "live"),
    Column("dispatch_days", _("Within how many days you send it, 0 to 60. Empty counts as 2."), "2", ("handling_days",)),
    Column("return_days", _("For how many days it can be sent back, 14 to 365. Empty counts as 14."), "30"),
    Column("image", _("Names of picture files that came with this file, | between them."), "chair-1.jpg|chair-2.jpg", ("images", "image_link", "picture")),
    Column("image_alt", _("What the picture shows, for those who cannot see it."), "Chair from the side", ("alt",)),
    Column("attributes", _("Attributes of the category and their values."), "color=red|blue; material=wood"),
    Column("language", _("The language of title and description. Empty counts as en."), "en", ("lang",)),
)

NAMES = {column.name: column.name for column in COLUMNS} | {other: column.name for column in COLUMNS for other in column.also}


def column_of(heading: str) -> str | None:
    """The column that a heading means, or None."""
    return NAMES.get(heading.strip().lower().replace(" ", "_").replace("-", "_"))
