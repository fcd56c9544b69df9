"""What other rooms read: whole, in order, in one statement."""

import pytest

from boxmalls.catalog import queries
from boxmalls.catalog.actions import stock
from boxmalls.catalog.actions.shelves import count_shelves
from boxmalls.catalog.models import Category
from boxmalls.catalog.testing import AT, make_category, make_media, make_offer, make_product, make_variant
from boxmalls.sellers.actions import pause_seller
from boxmalls.sites.testing import make_site

pytestmark = pytest.mark.django_db


def test_an_offer_line_says_all_that_a_cart_shows():
    product = make_product(title="Shoe")
    media = make_media(product)
    offer = make_offer(product=product, variant=make_variant(product, Size="39"), stock=4, price_minor=5000)
    stock.reserve(rows=[(offer.pk, 1)], holder_id=offer.pk, until=AT.replace(year=2027), at=AT)
    line = queries.offer_lines([offer.pk], "eu")[offer.pk]
    assert (line.title, line.variant, line.price_minor, line.currency, line.left) == ("Shoe", "39", 5000, "EUR", 3)
    assert (line.seller_id, line.learns, line.tax_class) == (offer.seller_id, "label", "standard")
    assert line.photo is not None
    assert media.key in line.photo.src


def test_an_offer_of_another_site_is_no_line_and_one_of_a_paused_seller_has_nothing_left():
    make_site()
    abroad, paused = make_offer(site="tw"), make_offer()
    pause_seller(seller=paused.seller)
    found = queries.offer_lines([abroad.pk, paused.pk], "eu")
    assert list(found) == [paused.pk]
    assert found[paused.pk].left == 0


def test_lines_and_cards_cost_one_statement_however_many(django_assert_num_queries):
    few = [make_offer() for _ in range(2)]
    many = [*few, *(make_offer() for _ in range(6))]
    for offers in (few, many):
        with django_assert_num_queries(1):
            assert len(queries.offer_lines([each.pk for each in offers], "eu")) == len(offers)
        with django_assert_num_queries(1):
            assert len(queries.cards([each.product_id for each in offers], "eu", "en")) == len(offers)
    with django_assert_num_queries(0):
        assert queries.offer_lines([], "eu") == {}


def test_cards_come_in_the_order_asked_for():
    one, other = make_offer(product=make_product(title="One")), make_offer(product=make_product(title="Other"))
    first, second = queries.cards([other.product_id, one.product_id], "eu", "en")
    assert "Other" in first
    assert "One" in second


def test_the_tree_has_only_what_has_something_in_it_named_in_the_language(django_assert_num_queries):
    make_category("co-1")
    offer = make_offer(product=make_product(category=make_category("aa-8")))
    Category.objects.filter(pk="aa").update(names={"en": "Apparel", "ja": "服"})
    count_shelves(site_code="eu")
    with django_assert_num_queries(1):
        tree = queries.category_tree("eu", "ja")
    assert [(node.id, node.name, node.products) for node in tree] == [("aa", "服", 1), ("aa-8", "Category aa-8", 1)]
    assert offer.product.category_id == "aa-8"
