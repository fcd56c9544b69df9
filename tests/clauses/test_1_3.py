"""1.3: who uses the shop accepts this text, who does not agree stays a reader, and a changed text is posted."""

import pytest

from boxmalls.accounts.signin.models import User
from boxmalls.accounts.testing import PASSWORD
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


def test_an_account_is_opened_with_an_acceptance_and_not_without(client):
    told = {"email": "nora@posteo.example", "password1": PASSWORD}
    client.post("/accounts/signup/", told)
    assert not User.objects.filter(email=told["email"]).exists()
    client.post("/accounts/signup/", {**told, "accept_policy": "on"})
    person_id = User.objects.get(email=told["email"]).person_id
    assert Acceptance.objects.get(person_id=person_id).text_sha256 == FIRST_TEXT_SHA256
