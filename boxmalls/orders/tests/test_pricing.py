"""What an order costs, to the last minor unit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boxmalls.base.ids import new_id
from boxmalls.base.money import Rounding
from boxmalls.orders.pricing import Goods, Taxes, price_order, split_order

RATES = {"standard": 2100, "reduced": 900, "zero": 0}


def taxes(included=True, rounding=Rounding.HALF_UP, step=1):
    return Taxes(included=included, rounding=rounding, rates=RATES, step=step)


def goods(*lines):
    return [Goods(new_id(), quantity, price, tax_class) for quantity, price, tax_class in lines]


def test_prices_that_include_tax_cost_what_they_say():
    price = price_order(goods((2, 6050, "standard"), (1, 1090, "reduced")), 490, taxes())
    assert (price.subtotal_minor, price.total_minor) == (13_190, 13_680)
    assert price.line_taxes == (2100, 90)
    assert price.tax_minor == 2100 + 90 + 85


def test_prices_without_tax_get_it_on_top():
    price = price_order(goods((1, 10_000, "standard")), 1000, taxes(included=False))
    assert (price.tax_minor, price.total_minor) == (2310, 13_310)


def test_tax_is_rounded_once_for_each_class_not_on_each_line():
    lines = goods(*[(1, 10, "standard")] * 3)
    assert sum(price_order(lines, 0, taxes(included=False)).line_taxes) == 6
    assert price_order(lines, 0, taxes(included=False)).line_taxes == (2, 2, 2)
    assert sum(price_order(goods(*[(1, 12, "standard")] * 3), 0, taxes(included=False)).line_taxes) == 8


@pytest.mark.parametrize(("rounding", "tax"), [(Rounding.HALF_UP, 3), (Rounding.HALF_EVEN, 2), (Rounding.DOWN, 2)])
def test_halves_are_rounded_as_the_site_says(rounding, tax):
    half = Taxes(included=False, rounding=rounding, rates={"standard": 2500})
    assert price_order(goods((1, 10, "standard")), 0, half).tax_minor == tax


def test_where_nobody_pays_cents_tax_is_in_whole_units():
    price = price_order(goods((1, 99_900, "standard"), (1, 100_100, "standard")), 10_000, taxes(step=100))
    assert (price.line_taxes, price.shipping_tax_minor) == ((17_300, 17_400), 1700)


lines = st.lists(st.tuples(st.integers(1, 99), st.integers(1, 10_000_000), st.sampled_from(sorted(RATES))), min_size=1, max_size=20)


rules_of_a_site = st.builds(taxes, st.booleans(), st.sampled_from(list(Rounding)), st.sampled_from([1, 100]))


@given(lines=lines, shipping=st.integers(0, 100_000), commission=st.integers(0, 10_000), rules=rules_of_a_site)
def test_nothing_is_lost_whatever_is_bought(lines, shipping, commission, rules):
    price = price_order(goods(*lines), shipping, rules)
    split = split_order(price, commission, rules)
    assert sum(price.line_taxes) + price.shipping_tax_minor == price.tax_minor
    assert price.total_minor == price.subtotal_minor + price.shipping_minor + (0 if rules.included else price.tax_minor)
    assert split.payable_minor + split.shipping_minor + split.commission_minor + split.commission_vat_minor == price.total_minor
    assert min(split.payable_minor, split.shipping_minor, split.commission_minor, split.commission_vat_minor) >= 0
    assert not [part for part in (*price.line_taxes, price.tax_minor) if part % rules.step]
    for tax, (_quantity, _price, tax_class) in zip(price.line_taxes, lines, strict=True):
        assert tax >= 0
        assert tax_class != "zero" or tax == 0
