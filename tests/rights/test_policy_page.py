"""The policy page says the policy, every sentence of it, and marks what is not carried out yet."""

import html
import re

import pytest

from boxmalls.accounts.testing import make_account, sign_in
from boxmalls.privacy.policy.actions import FIRST_TEXT
from boxmalls.privacy.policy.clauses import CATEGORIES, NOTES, OCCASIONS, Status
from boxmalls.privacy.policy.splitting import Kind, split
from boxmalls.privacy.register import HOLDINGS
from boxmalls.privacy.testing import AT, make_acceptance, publish
from boxmalls.sites.testing import make_sites

pytestmark = pytest.mark.django_db(databases=["default", "safe"])


@pytest.fixture(autouse=True)
def _published():
    make_sites()
    publish("eu")


def test_every_sentence_stands_there_word_for_word_with_its_anchor(client):
    page = client.get("/policy").content.decode()
    shown = {sid: html.unescape(words) for sid, words in re.findall(r'<span class="sentence" id="([^"]+)">(.*?)<a class="anchor"', page, re.S)}
    assert shown == {piece.sid: piece.text for piece in split(FIRST_TEXT.read_text()) if piece.kind is Kind.SENTENCE}


def test_the_file_is_the_text_byte_for_byte(client):
    assert client.get("/policy/text").content == FIRST_TEXT.read_bytes()


def test_what_is_not_carried_out_says_so(client):
    page = client.get("/policy").content.decode()
    pending = sum(note.status is Status.PENDING for note in NOTES.values())
    assert page.count(">Not in use yet</span></p>") == pending > 0


def test_a_clause_is_carried_out_exactly_if_something_is_declared_for_it():
    purposes = [purpose for holding in HOLDINGS for purpose in holding.purposes]
    occasions = {purpose.occasion for purpose in purposes}
    categories = {category for holding in HOLDINGS for category, _purpose in holding.fields.values()}
    for clause, occasion in OCCASIONS.items():
        assert (NOTES[clause].status is Status.BOUND) == (occasion in occasions), clause
    for clause, category in CATEGORIES.items():
        assert (NOTES[clause].status is Status.BOUND) == (category in categories), clause


def test_somebody_sees_their_own_acceptance_and_what_is_held(client):
    person = make_account(password=None, at=AT)
    make_acceptance(person)
    page = sign_in(client, person).get("/policy").content.decode()
    assert "Accepted by you on 22 November 2026" in page
    assert "held about you." in page
    assert "Accepted by you" not in client.__class__().get("/policy").content.decode()


def test_reading_the_policy_leaves_no_cookie(client):
    client.get("/policy")
    assert not client.cookies


def test_a_stranger_costs_one_query_for_the_text(client, django_assert_num_queries):
    client.get("/policy")
    with django_assert_num_queries(1):
        client.get("/policy")
