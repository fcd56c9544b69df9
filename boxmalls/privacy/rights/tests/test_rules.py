"""Dates, masks and shapes: plain functions, tried with many values."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boxmalls.privacy.laws import laws, years_to_keep
from boxmalls.privacy.register import Keep
from boxmalls.privacy.retention.rules import keep_until, over_before
from boxmalls.privacy.rights.masks import DOT, mask
from boxmalls.privacy.rights.scan import find_in, shapes_of

DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))
KEEPS = st.one_of(
    st.integers(0, 4000).map(lambda days: Keep(days=days, counted_from="at")),
    st.sampled_from(["books", "vouchers"]).map(lambda what: Keep.by_law(what, counted_from="at")),
)
NAIVE = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
LAWS = st.sampled_from([*laws(), None, "nowhere"])


@given(KEEPS, DAYS, DAYS, LAWS)
def test_a_row_is_over_exactly_on_the_day_after_its_last(keep, counted, today, law):
    last = keep_until(keep, counted, law)
    assert last is not None
    assert (counted < over_before(keep, today, law)) == (today > last)


@given(DAYS, LAWS)
def test_books_are_kept_to_the_end_of_a_year_and_never_shorter_than_the_law_says(counted, law):
    last = keep_until(Keep.by_law("books", counted_from="at"), counted, law)
    assert (last.month, last.day) == (12, 31)
    assert last >= date(counted.year + years_to_keep("books", law), counted.month, 28)


@given(st.datetimes(NAIVE, NAIVE.replace(year=2100), timezones=st.just(UTC)), st.integers(0, 4000))
def test_days_are_counted_from_the_day_on_which_it_began(counted, days):
    assert keep_until(Keep(days=days, counted_from="at"), counted, None) == counted.date() + timedelta(days=days)


def test_what_is_kept_with_the_person_has_no_last_day():
    assert keep_until(Keep.while_person(), datetime(2026, 1, 1, tzinfo=UTC), "EU") is None
    assert over_before(Keep.while_person(), date(2026, 1, 1), "EU") is None


@pytest.mark.parametrize(("law", "years"), [("TW", 10), ("MY", 7), ("EU", 10), (None, 10), ("US-CA", 10)])
def test_each_law_says_how_long_and_an_unknown_one_means_the_longest(law, years):
    assert years_to_keep("books", law) == years


@pytest.mark.parametrize(
    ("value", "masked"),
    [
        ("Lena Krause", "L••• K•••"),
        ("lena.krause@posteo.example", "l••••@posteo.example"),
        ("+49 1512 3456789", "••••••89"),
        ("林", "•••"),
        ("Write to lena@posteo.example, Lindenweg 12", "W••• t••• l••• L•••"),
        ("", ""),
    ],
)
def test_a_mask_lets_its_owner_recognise_the_value(value, masked):
    assert mask(value) == masked


@given(st.text(min_size=1).filter(lambda text: len(text.split()) and all(len(word) > 1 for word in text.split())))
def test_a_mask_never_shows_a_whole_word(value):
    masked = mask(value)
    assert masked != value
    assert DOT in masked


@given(st.text(min_size=4, max_size=40).filter(lambda text: len(text.encode(errors="ignore")) >= 4), st.binary(max_size=20), st.binary(max_size=20))
def test_the_scanner_finds_a_value_in_every_shape_it_may_lie_around_in(value, before, after):
    from base64 import b64encode

    if any(0xD800 <= ord(each) <= 0xDFFF for each in value):
        return
    shapes = [(0, shape, needle) for shape, needle in shapes_of(value).items()]
    for content in (value.encode(), value.encode().hex().encode(), b64encode(before + value.encode() + after)):
        assert list(find_in(before + content + after, shapes)), content
