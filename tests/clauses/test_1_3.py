"""1.3: who uses the shop accepts this text, who does not agree stays a reader, and a changed text is posted."""

import pytest

from boxmalls.orders.models import OrderGroup
from boxmalls.privacy.models import Acceptance
from boxmalls.privacy.policy import publish_policy
from boxmalls.privacy.policy.actions import FIRST_TEXT
from boxmalls.privacy.policy.clauses import FIRST_TEXT_SHA256
from boxmalls.privacy.testing import AT, make_acceptance
from tests.clauses.ordering import fill_basket, told_at_the_checkout

pytestmark = pytest.mark.django_db(databases=["default", "safe"])


def test_an_acceptance_names_text_site_and_language(lena):
    make_acceptance(lena, "eu", "ja")
    kept = Acceptance.objects.get(person=lena)
    assert (kept.text_sha256, kept.site_code, kept.language, kept.accepted_at) == (FIRST_TEXT_SHA256, "eu", "ja", AT)


def test_who_does_not_agree_cannot_order(client):
    fill_basket(client)
    told = told_at_the_checkout(client)
    assert client.post("/checkout", {**told, "policy": ""}).status_code == 422
    assert not OrderGroup.objects.exists()


def test_a_changed_text_is_posted_where_it_applies(client):
    changed = FIRST_TEXT.read_bytes() + b"\n\nThis is new.\n"
    publish_policy(site_code="eu", words=changed, at=AT)
    assert client.get("/policy/text").content == changed
