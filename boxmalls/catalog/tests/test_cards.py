"""Cards and shelves follow the goods, on every site and in every language."""

import pytest
from django.template import engines
from django.utils.translation import override

from boxmalls.base import sql
from boxmalls.base.models import OutboxFact
from boxmalls.catalog import cards
from boxmalls.catalog.actions.goods import change_price, retire_offer
from boxmalls.catalog.actions.shelves import count_shelves, redraw_stale_cards
from boxmalls.catalog.models import Card, Product, ShelfCount, ShelfPlace
from boxmalls.catalog.reactions import renew_cards, renew_store
from boxmalls.catalog.testing import AT, make_category, make_media, make_offer, make_product
from boxmalls.sellers.actions import pause_seller
from boxmalls.sellers.testing import make_seller

pytestmark = pytest.mark.django_db


def card(product: Product, site: str = "eu", language: str = "en") -> str:
    return Card.objects.get(product=product, site_id=site, language=language).html


def shelves(product: Product, site: str = "eu") -> set[str]:
    return set(ShelfPlace.objects.filter(product=product, site_id=site).values_list("shelf", flat=True))


def test_a_card_is_what_the_gallery_shows():
    offer = make_offer(price_minor=4990, was_minor=5990, dispatch_days=1, product=make_product(title="Chair <b>"), seller=make_seller(name="Brandt & Co"))
    macro = engines["jinja2"].env.get_template("ui/macros/card.html").module.card
    with override("en"):
        drawn = macro(
            "Chair <b>",
            f"/products/{offer.product_id}/chair-b",
            4990,
            "EUR",
            kind="shoes",
            sellers="Brandt & Co",
            fact="Sent within 1 day",
            before=5990,
        )
    assert card(offer.product) == str(drawn)
    assert "Chair &lt;b&gt;" in drawn


def test_every_language_of_the_site_has_its_own_words():
    offer = make_offer(site="tw", price_minor=120_000)
    assert set(Card.objects.values_list("site_id", "language")) == {("tw", "zh-hant"), ("tw", "en")}
    assert "NT$1,200" in card(offer.product, "tw", "en")


def test_a_photo_comes_with_its_size_and_formats_and_none_is_a_drawing():
    product = make_product(category=make_category("co-2"))
    assert "no-photo" in card(make_offer(product=product).product)
    media = make_media(product)
    cards.refresh([product.pk])
    html = card(product)
    assert f'srcset="/media/{media.key[:2]}/{media.key}-240.avif 240w, ' in html
    assert 'width="960" height="720"' in html
    assert "no-photo" not in html


def test_several_sellers_are_counted_and_the_lowest_price_is_shown():
    product = make_product()
    make_offer(product=product, price_minor=3000)
    make_offer(product=product, price_minor=2500)
    make_offer(product=product, price_minor=100, stock=0)
    html = card(product)
    assert "3 sellers" in html
    assert "from" in html
    assert "€25.00" in html


def test_goods_stand_in_their_category_those_above_it_and_at_their_sellers():
    one, other = make_seller(name="One"), make_seller(name="Other")
    product = make_product(category=make_category("aa-8-1"))
    make_offer(product=product, seller=one)
    offer = make_offer(product=product, seller=other)
    assert shelves(product) == {"", "aa", "aa-8", "aa-8-1", "@one", "@other"}
    retire_offer(offer=offer, at=AT)
    assert shelves(product) == {"", "aa", "aa-8", "aa-8-1", "@one"}


def test_what_nobody_sells_any_more_has_no_card_and_no_place():
    offer = make_offer()
    retire_offer(offer=offer, at=AT)
    assert not Card.objects.exists()
    assert not ShelfPlace.objects.exists()


def test_a_new_price_is_on_the_card_and_on_the_shelf():
    offer = make_offer(price_minor=1000)
    change_price(offer=offer, price_minor=1234, at=AT)
    assert "€12.34" in card(offer.product)
    assert set(ShelfPlace.objects.values_list("price_minor", flat=True)) == {1234}


def test_sold_out_is_said_and_stands_behind_the_rest():
    gone, there = make_offer(stock=0), make_offer(stock=1)
    assert "Sold out" in card(gone.product)
    ranks = dict(ShelfPlace.objects.filter(shelf="").values_list("product_id", "rank"))
    assert ranks[gone.product_id] < ranks[there.product_id]


def test_when_the_last_piece_is_sold_the_worker_redraws_the_card():
    offer = make_offer(stock=1)
    offer.stock.on_hand = 0
    offer.stock.save()
    renew_cards({"key": "", "offer_ids": [str(offer.pk)]}, at=AT)
    assert "Sold out" in card(offer.product)


def test_goods_of_a_seller_on_holiday_cannot_be_had():
    offer = make_offer()
    pause_seller(seller=offer.seller)
    told = OutboxFact.objects.get(topic="seller.changed")
    renew_store({"key": told.key, **told.payload}, at=AT)
    assert "Sold out" in card(offer.product)


def test_cards_of_an_older_drawing_are_drawn_again_and_others_are_left():
    offer = make_offer()
    assert redraw_stale_cards() == 0
    Card.objects.update(made_with="older", html="")
    assert redraw_stale_cards() == 1
    assert offer.product.title in card(offer.product)


def test_shelves_are_counted_and_empty_ones_are_gone():
    offer = make_offer(product=make_product(category=make_category("aa-8")))
    make_offer(product=make_product(category=make_category("aa-8")))
    count_shelves(site_code="eu")
    assert dict(ShelfCount.objects.filter(shelf__in=["", "aa", "aa-8"]).values_list("shelf", "products")) == {"": 2, "aa": 2, "aa-8": 2}
    for each in (offer, *[]):
        retire_offer(offer=each, at=AT)
    count_shelves(site_code="eu")
    assert dict(ShelfCount.objects.values_list("shelf", "products"))[""] == 1
    assert not ShelfCount.objects.filter(shelf=f"@{offer.seller.slug}").exists()


def test_drawing_costs_the_same_statements_however_many_goods(django_assert_num_queries):
    few = [make_offer().product_id for _ in range(3)]
    many = [*few, *(make_offer().product_id for _ in range(9))]
    for ids in (few, many):
        with django_assert_num_queries(6):
            cards.refresh(ids)


def test_a_shelf_is_walked_by_its_index():
    make_offer()
    sql.run("SET LOCAL enable_seqscan = off")
    sql.run("SET LOCAL enable_sort = off")
    for order, index in (("rank DESC", "catalog_shelf_by_rank"), ("arrived_at DESC", "catalog_shelf_by_arrival")):
        plan = sql.rows(f"EXPLAIN SELECT product_id FROM catalog_shelfplace WHERE site_id = 'eu' AND shelf = '' ORDER BY {order}, product_id LIMIT 24")
        assert index in str(plan)
