"""A product: photos, one button, what its seller will see of you, and who else offers it for how much in all."""

from uuid import UUID

from django.utils.translation import gettext as _

from boxmalls.base.clock import now
from boxmalls.base.refusals import NotFound
from boxmalls.shop import queries
from boxmalls.shop.asked import Asked
from boxmalls.shop.links import category_href, product_href
from boxmalls.shop.memory import Remembered
from boxmalls.shop.page import Elsewhere, Page, Part, Shown
from boxmalls.shop.screens import offers
from boxmalls.shop.screens.drawing import draw, safe
from boxmalls.shop.screens.goods import Goods, Terms
from boxmalls.ui.drawings import drawing_for

DESCRIPTION_LENGTH = 160
OFFERS = 2  # The column of `sql/product_stamp.sql` with the offers.


def show(asked: Asked, *, product_id: UUID, slug: str) -> Shown:
    """
    The page of a product; for htmx all that changes when another form or offer is chosen.

    :raises NotFound: when it is not on show on this site.
    """
    stamp = queries.product_stamp(product_id, asked.site.code)
    if stamp is None:
        raise NotFound
    if slug != (stamp[0] or "-"):
        return Elsewhere(product_href(product_id, stamp[0]) + (f"?{asked.query.urlencode()}" if asked.query else ""))
    terms = Terms(asked.site.code, asked.site.currency, asked.site.prices_include_tax, asked.language, now().date())
    wanted = asked.word("offer", 40)
    # Only an offer of this product makes another page; what else stands in the address is not remembered.
    wanted = wanted if wanted in (stamp[OFFERS] or "") else ""
    return Remembered(
        key=("product", product_id, terms, wanted, asked.part),
        language=asked.language,
        holds=lambda before: bool(before == stamp),
        make=lambda: (_page(product_id, terms, wanted, part=asked.part), stamp),
    )


def _page(product_id: UUID, terms: Terms, wanted: str, *, part: bool) -> Page | Part:
    row = queries.product_row(product_id, terms.site, terms.language)
    if row is None:
        raise NotFound
    main = _drawn(product_id, row, terms, wanted)
    if part:
        return Part(main)
    description = " ".join(row[2].split())[:DESCRIPTION_LENGTH]
    return Page(title=row[1], main=main, description=description, address=product_href(product_id, row[0]), asks=True)


def _drawn(product_id: UUID, row: queries.Row, terms: Terms, wanted: str) -> str:
    """The inside of the page."""
    goods = Goods.of(row)
    chosen = offers.choose(goods, wanted)
    address = product_href(product_id, goods.slug)
    last = goods.way[-1] if goods.way else None
    return draw(
        "product.html",
        crumbs=[(_("Home"), "/"), *((name, category_href(each, slug)) for each, slug, name in goods.way), (goods.title, "")],
        title=goods.title,
        brand=goods.brand,
        brand_href=offers.brand_href(goods.brand),
        photos=goods.photos,
        kind=drawing_for(goods.category_id),
        currency=terms.currency,
        language=terms.language,
        variants=offers.variant_choices(goods, chosen),
        variants_title=_("Which one"),
        choose_href=address,
        chosen=offers.chosen_words(chosen, terms) if chosen else None,
        others_have=any(each.left > 0 and each is not chosen for each in goods.offers),
        sees=offers.sees(chosen, terms.language) if chosen else "",
        offers=offers.rows(goods, chosen, address, terms) if chosen else [],
        sellers=len({each.seller_id for each in goods.offers}),
        description=[paragraph for paragraph in goods.description.splitlines() if paragraph.strip()],
        text_language=goods.language,
        details=offers.details(goods),
        category=last[2] if last else "",
        category_href=category_href(last[0], last[1]) if last else "/c",
        like_this=safe(goods.like_this),
    )
