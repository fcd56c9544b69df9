"""Texts become the same words, however they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boxmalls.search.words.analysis import analyse, is_code, stem
from boxmalls.search.words.typos import distance


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("Sony DSC-W120", ["sony", "dsc", "w120"]),
        ("10.0 Megapixel", ["10mp"]),
        ("8 GB", ["8gb"]),
        ("8-gb", ["8gb"]),
        ("14.1-inch", ["14.1in"]),
        ("14.1 '", ["14.1in"]),
        ("1,000 mAh", ["1000mah"]),
        ("Café CRÈME", ["cafe", "creme"]),
        ("５００ｍｌ", ["500ml"]),
        ("綠茶", ["綠茶"]),
        ("手機殼", ["手機", "機殼"]),
        ("茶", ["茶"]),
        ("iPhone15手機", ["iphone15", "手機"]),
    ],
)
def test_a_text_is_taken_apart(written, words):
    assert analyse(written).words == words


def test_what_is_written_with_a_joint_is_known_without_it_too():
    assert "kxtg4500b" in analyse("Panasonic KX-TG4500B").wholes
    assert "wifi" in analyse("Wi-Fi").wholes
    assert analyse("2024-05-06").wholes == []


def test_makers_numbers_are_told_from_measures_and_words():
    assert all(map(is_code, ["dscw120", "0623b002", "108r00676", "41u5254", "12345"]))
    assert not any(map(is_code, ["8gb", "1080", "camera", "d90", "手機"]))


def test_stems_are_one_for_one():
    assert stem(["running", "shoes", "shoe"]) == ["run", "shoe", "shoe"]
    assert stem(["kasut", "larian"], "ms") == ["kasut", "larian"]


@given(st.text(max_size=300))
def test_no_text_is_too_strange(text):
    found = analyse(text)
    assert len(stem(found.words)) == len(found.words)
    assert all(word and not any(sign.isspace() for sign in word) for word in [*found.words, *found.wholes])


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_distance_is_the_same_both_ways_and_nought_for_the_same(one, other):
    assert distance(one, other) == distance(other, one)
    assert (distance(one, other) == 0) == (one == other)


def test_a_swap_is_one_slip():
    assert distance("headphnoes", "headphones") == 1
    assert distance("abcdef", "zyxwvu") == 3
