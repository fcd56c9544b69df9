"""The policy page says the policy, every sentence of it, with how each is kept, and what it means for whoever reads it."""

import html
import re

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from boxmalls.accounts.testing import make_account, make_address, sign_in
from boxmalls.privacy.policy.actions import FIRST_TEXT, publish_policy
from boxmalls.privacy.policy.bindings import BINDINGS
from boxmalls.privacy.policy.clauses import DOORS, is_shut
from boxmalls.privacy.policy.splitting import Kind, split
from boxmalls.privacy.register import Category
from boxmalls.privacy.rights.inventory import cards_of
from boxmalls.privacy.rights.testing import remember
from boxmalls.privacy.testing import AT, make_acceptance, publish
from boxmalls.privacy.web.policy_text import proofs_of
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


def test_what_is_not_collected_says_so_and_shows_nought_to_who_is_known(client):
    shut = [clause for clause in DOORS if is_shut(clause)]
    page = client.get("/policy").text
    assert page.count(">Not collected</span></p>") == len(shut) > 0
    assert "Held about you: 0." not in page
    hers = sign_in(client, make_account(password=None, at=AT)).get("/policy").text
    assert hers.count("Not collected today; the database refuses it. Held about you: 0.") >= len(shut)


def test_everybody_reads_how_each_sentence_is_kept_and_what_proves_it(client):
    page = html.unescape(client.get("/policy").text)
    for binding in BINDINGS:
        assert str(binding.words) in page, binding.code
        assert all(f"Proof: “{proof}”" in page for proof in proofs_of(binding)), binding.code


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


def test_the_page_costs_the_same_with_twice_the_rows(client):
    person = make_account(password=None, at=AT)
    make_acceptance(person)
    hers = sign_in(client, person)
    hers.get("/policy")
    costs = []
    for _ in range(2):
        make_address(person, at=AT)
        remember(person, email="lena@posteo.example")
        with CaptureQueriesContext(connections["default"]) as shop, CaptureQueriesContext(connections["safe"]) as safe:
            assert hers.get("/policy").status_code == 200
        costs.append((len(shop), len(safe)))
    assert costs[0] == costs[1]
    assert sum(costs[0]) <= 12, costs


def test_what_it_means_is_what_is_held(client):
    """Rows, last day, recipients, switches, looks: each as the tables have them."""
    person = make_account(password=None, at=AT)
    make_acceptance(person)
    make_address(person, at=AT)
    remember(person, email="lena@posteo.example")
    page = html.unescape(sign_in(client, person).get("/policy").text)
    things = sum(card.things for card in cards_of(person.pk) if card.category is Category.BASIC)
    assert f"{things} things held about you." in page
    assert "Given to: Post." in page
    assert "Products you opened: off." in page
    assert "You accepted this text on 22 November 2026." in page


def test_a_sentence_that_the_register_does_not_know_says_that_it_is_new(client):
    new = ">New in this text</span></p>"
    before = client.get("/policy").text.count(new)
    text = FIRST_TEXT.read_bytes().replace(b"When you conduct transactions through this service;", b"When you may fly to the moon with us;")
    publish_policy(site_code="eu", words=text, at=AT)
    assert client.get("/policy").text.count(new) == before + 1
