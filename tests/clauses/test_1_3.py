"""1.3: who uses the shop accepts this text, who does not agree stays a reader, and a changed text is posted."""

from hashlib import sha256

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from boxmalls.accounts.announcing import announce_editions
from boxmalls.base.clock import now
from boxmalls.orders.models import OrderGroup
from boxmalls.privacy.models import Acceptance, Announcement, Person
from boxmalls.privacy.policy import has_accepted, publish_policy
from boxmalls.privacy.policy.actions import FIRST_TEXT
from boxmalls.privacy.policy.clauses import FIRST_TEXT_SHA256
from boxmalls.privacy.policy.editions import noting
from boxmalls.privacy.policy.editions.testing import changed_text, make_edition, make_in_force, make_scheduled
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


@pytest.fixture
def _no_news_remembered():
    noting.forget()
    yield
    noting.forget()


def test_who_only_reads_leaves_nothing_here_and_nothing_on_their_device(client):
    for path in ("/policy", "/policy/versions", "/agreements", "/help"):
        assert client.get(path).status_code == 200
    assert not Person.objects.exists()
    assert not client.cookies


def test_what_changes_stands_beside_it_word_by_word_before_it_is_in_force_and_after(client):
    make_scheduled(at=now())
    before = client.get("/policy/coming").text
    publish_policy(site_code="eu", words=changed_text(), at=AT)
    after = client.get("/policy/comparison?old=1&new=2").text
    for page in (before, after):
        assert "<del>" in page
        assert "use" in page.partition("<del>")[2].partition("</del>")[0]


@pytest.mark.usefixtures("_no_news_remembered")
def test_a_text_that_is_coming_is_said_on_the_pages_with_its_day(hers):
    assert "One word fewer." not in hers.get("/your-data").text
    make_scheduled(material=True)
    noting.forget()
    page = hers.get("/your-data").text
    assert "One word fewer." in page
    assert "22 December 2026" in page


def test_whoever_accepted_is_told_by_mail_once_before_a_new_text_begins(lena):
    make_acceptance(lena)
    make_scheduled(material=True)
    for _round in range(2):
        announce_editions(at=AT)
    assert [letter.to for letter in mail.outbox] == [["lena@posteo.example"]]
    assert "22 December 2026" in mail.outbox[0].subject + mail.outbox[0].body
    assert Announcement.objects.filter(person=lena, by_mail=True).count() == 1


def test_a_new_purpose_or_kind_is_asked_about_before_the_next_order(hers, lena):
    make_acceptance(lena)
    make_in_force(categories=["b"])
    assert not has_accepted(lena.pk, "eu")
    assert "One word fewer." in hers.get("/policy/agreement").text
    hers.post("/policy/agreement", {"answer": "agree", "version": "2"})
    assert has_accepted(lena.pk, "eu")


def test_a_comma_that_moved_asks_nobody_again(hers, lena):
    make_in_force(categories=["b"])
    make_acceptance(lena)
    make_in_force(edition=make_edition(words=changed_text("understand", "know"), news="A word is another."))
    assert "A word is another." not in hers.get("/policy/agreement").text
    assert has_accepted(lena.pk, "eu")


def test_an_older_text_can_be_read_byte_for_byte_as_it_was_accepted(client, lena):
    accepted = make_acceptance(lena)
    publish_policy(site_code="eu", words=changed_text(), at=AT)
    assert sha256(client.get("/policy/versions/1/text").content).hexdigest() == accepted.text_sha256


def test_an_acceptance_can_be_proven_by_a_signed_receipt_after_the_text_has_changed(hers, lena, tmp_path, capsys):
    accepted = make_acceptance(lena)
    publish_policy(site_code="eu", words=changed_text(), at=AT)
    receipt = tmp_path / "receipt.jsonld"
    receipt.write_bytes(hers.get(f"/your-data/proofs/acceptance/{accepted.pk}").content)
    call_command("verify_receipt", receipt)
    assert accepted.text_sha256 in capsys.readouterr().out
    receipt.write_bytes(receipt.read_bytes().replace(accepted.text_sha256.encode(), b"0" * 64))
    with pytest.raises(CommandError):
        call_command("verify_receipt", receipt)
