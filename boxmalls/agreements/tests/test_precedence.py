"""The order among texts: always the same, each once, express words count, contradictions are told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boxmalls.agreements.kinds import DEFAULT_ORDER
from boxmalls.agreements.rules import Circle, precedence

KINDS = [kind.value for kind in DEFAULT_ORDER]
ORDERS = st.permutations(KINDS)
OVERRIDES = st.dictionaries(st.sampled_from(KINDS), st.lists(st.sampled_from(KINDS), max_size=3), max_size=4)


def test_the_special_comes_before_the_general():
    assert precedence(KINDS, {}) == ["consent", "notice", "seller", "terms", "policy"]


def test_a_text_that_says_so_expressly_comes_first_and_the_rest_stays():
    assert precedence(KINDS, {"policy": ["terms"]}) == ["consent", "notice", "seller", "policy", "terms"]


def test_texts_that_contradict_each_other_are_told():
    with pytest.raises(Circle):
        precedence(KINDS, {"policy": ["terms"], "terms": ["policy"]})


@given(ORDERS, OVERRIDES)
def test_every_kind_stands_once_and_express_words_are_kept(order, overrides):
    try:
        found = precedence(order, overrides)
    except Circle:
        return
    assert sorted(found) == sorted(order)
    for kind, others in overrides.items():
        for other in others:
            assert kind == other or found.index(kind) < found.index(other)
    assert precedence(order, overrides) == found


@given(ORDERS)
def test_without_express_words_the_order_is_the_sites(order):
    assert precedence(order, {}) == list(order)
