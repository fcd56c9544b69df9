"""Published sales: whole months, once, and nobody in them."""

from datetime import UTC, date, datetime

import pytest

from boxmalls.checkout.testing import make_delivered_offer, make_order
from boxmalls.orders.figures import CATEGORY, SELLER, months, names_of, publish_sales
from boxmalls.orders.figures_shown import as_csv, in_words
from boxmalls.privacy.models import PublishedCell, PublishedTable
from boxmalls.sellers.testing import make_seller
from boxmalls.sites.testing import make_sites

pytestmark = pytest.mark.django_db(databases=["default", "safe"])
OCTOBER, LATER = datetime(2026, 10, 20, 9, tzinfo=UTC), datetime(2026, 11, 4, 5, tzinfo=UTC)


def sell(offer, buyers):
    for _ in range(buyers):
        make_order(offer=offer, at=OCTOBER)


@pytest.fixture
def october():
    make_sites()
    great, middle, small = (make_delivered_offer(seller=make_seller(name=name), stock=40) for name in ("Great", "Middle", "Small"))
    sell(great, 14)
    sell(middle, 11)
    sell(small, 3)
    return great, middle, small


def test_a_seller_with_ten_buyers_has_figures_one_with_three_has_none_and_hides_behind_another(october):
    great, middle, small = october
    assert publish_sales(at=LATER) == 3
    assert [month.amount for month in months(seller_id=great.seller_id)] == [14 * great.price_minor]
    assert months(seller_id=middle.seller_id) == [], "the smallest that could stand alone covers who cannot"
    assert months(seller_id=small.seller_id) == []
    assert "Small" not in names_of(months(by=SELLER), "en").values()
    assert all(cell.people >= 10 for cell in PublishedCell.objects.all())


def test_every_order_is_in_the_sum_so_that_nothing_is_left_to_subtract(october):
    publish_sales(at=LATER)
    sold = sum(count * offer.price_minor for count, offer in zip((14, 11, 3), october, strict=True))
    assert [sum(month.amount for month in months(by=by)) for by in (SELLER, CATEGORY)] == [sold, sold]


def test_a_month_is_published_when_it_is_settled_and_then_never_again(october):
    great, *_others = october
    assert publish_sales(at=datetime(2026, 11, 3, 5, tzinfo=UTC)) == 3
    assert set(PublishedTable.objects.values_list("month", flat=True)) == {date(2026, 9, 1)}
    publish_sales(at=LATER)
    before = list(PublishedCell.objects.values_list("labels", "people", "amount_minor"))
    sell(great, 2)
    assert publish_sales(at=LATER) == 0
    assert list(PublishedCell.objects.values_list("labels", "people", "amount_minor")) == before


def test_words_and_file_say_the_same_in_as_many_queries_however_many_months(october, django_assert_num_queries):
    publish_sales(at=LATER)
    with django_assert_num_queries(2):
        ((_title, total, rows), *_more) = in_words(months(by=SELLER), "en")
    assert total.startswith("€")
    text = as_csv(months(by=SELLER), "en", "x").content.decode()
    assert text.count("\n") == 1 + len(rows)


def test_a_name_that_starts_like_a_formula_does_nothing_in_a_spreadsheet():
    make_sites()
    sell(make_delivered_offer(seller=make_seller(name="=HYPERLINK(1)"), stock=40), 12)
    publish_sales(at=LATER)
    assert "'=HYPERLINK(1)" in as_csv(months(by=SELLER), "en", "x").content.decode()
