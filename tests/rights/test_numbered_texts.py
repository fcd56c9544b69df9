"""A long text goes to the database as it stands, with its places numbered: whatever stands where, it says the same."""

from uuid import uuid4

import pytest

from boxmalls.base.pipeline import send
from boxmalls.privacy.rights.rows import ANYBODY
from boxmalls.privacy.rights.written import Text

pytestmark = pytest.mark.django_db


def test_the_person_is_the_first_then_what_is_given_then_what_is_added():
    asked = Text("SELECT %s, %s, %s LIKE 'a%%', %s, %s", ("abc", ANYBODY, "abd", ANYBODY)).about(person := uuid4(), "more")
    assert asked.parameters == ["abc", person, "abd", person, "more"]
    assert asked.raw.text == b"SELECT $2, $1, $3 LIKE 'a%', $1, $4"
    assert asked.raw.parameters == [person, "abc", "abd", "more"]


def test_both_ways_of_sending_answer_the_same(django_assert_num_queries):
    text = Text("SELECT %s::text, %s::uuid, %s::text LIKE 'a%%', %s::uuid, %s::int", ("abc", ANYBODY, "bcd", ANYBODY))
    person = uuid4()
    raw = send([text.about(person, 7)])
    with django_assert_num_queries(1):
        counted = send([text.about(person, 7)])
    assert raw == counted == [[("abc", person, False, person, 7)]]
