"""Money is split without losing or making a minor unit."""

from hypothesis import given
from hypothesis import strategies as st

from boxmalls.base.ids import new_id
from boxmalls.base.money import Rounding, divide, included_share, share, split_by_weights

AMOUNTS = st.integers(-(10**12), 10**12)


@given(AMOUNTS, st.lists(st.integers(0, 10**6), min_size=1, max_size=30))
def test_the_parts_sum_to_the_whole_and_none_is_off_by_a_unit(total, weights):
    parts = split_by_weights(total, weights)
    assert sum(parts) == total
    whole = sum(weights)
    if whole:
        assert all(abs(part * whole - total * weight) < whole for part, weight in zip(parts, weights, strict=True))


@given(AMOUNTS, st.integers(1, 10**6), st.sampled_from(Rounding))
def test_a_quotient_is_within_one_of_the_exact_and_symmetric(numerator, denominator, rounding):
    quotient = divide(numerator, denominator, rounding)
    assert abs(quotient * denominator - numerator) < denominator + (rounding is not Rounding.DOWN) * 0 + 1
    assert divide(-numerator, denominator, rounding) == -quotient


@given(st.integers(0, 10**9), st.integers(0, 10_000))
def test_tax_inside_a_price_is_less_than_the_tax_on_top(price, rate):
    assert 0 <= included_share(price, rate) <= share(price, rate) + 1


def test_ids_are_in_the_order_of_their_making_and_are_version_seven():
    made = [new_id() for _ in range(50)]
    assert all(one.version == 7 for one in made)
    assert [one.int >> 80 for one in made] == sorted(one.int >> 80 for one in made)
