"""3.1: nine kinds of data, and no tenth."""

import pytest

pytestmark = pytest.mark.django_db(databases=["default", "safe"])


def test_all_nine_kinds_are_shown_the_empty_ones_too(hers):
    page = hers.get("/your-data").text
    assert [letter for letter in "abcdefghij" if f'id="d-{letter}"' in page] == list("abcdefghi")
