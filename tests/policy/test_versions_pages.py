"""What people see of versions: all of them, what changed, what is coming, and a question that leaves them in peace."""

from hashlib import sha256

import pytest

from boxmalls.accounts.testing import make_account, sign_in
from boxmalls.base.clock import now
from boxmalls.privacy.models import Acceptance
from boxmalls.privacy.policy import has_accepted
from boxmalls.privacy.policy.editions import noting
from boxmalls.privacy.policy.editions.actions import import_text, put_in_force
from boxmalls.privacy.policy.editions.testing import AUTHOR, FIRST, LATER, changed_text, make_edition, make_in_force, make_scheduled
from boxmalls.privacy.testing import AT, make_acceptance, publish
from boxmalls.sites.testing import make_sites

pytestmark = pytest.mark.django_db(databases=["default", "safe"])


@pytest.fixture(autouse=True)
def _sites():
    make_sites()
    publish("eu")


@pytest.fixture
def reader(client):
    person = make_account(password=None, at=AT)
    make_acceptance(person)
    sign_in(client, person)
    client.person = person
    return client


def in_force(**said):
    version = make_in_force(**said)
    noting.forget()
    return version


def test_all_versions_stand_there_with_dates_texts_and_hashes(client):
    in_force()
    page = client.get("/policy/versions").text
    for words in (FIRST, changed_text()):
        assert sha256(words).hexdigest() in page
    assert "22 November 2026" in page
    assert client.get("/policy/versions/1/text").content == FIRST
    assert client.get("/policy/versions/2/text").content == changed_text()
    assert client.get("/policy/versions/3/text").status_code == 404
    assert not client.cookies


def test_any_two_can_be_compared_in_either_direction(client):
    in_force()
    forth, back = client.get("/policy/comparison?old=1&new=2").text, client.get("/policy/comparison?old=2&new=1").text
    assert "<del>" in forth
    assert "<ins>" not in forth
    assert "<ins>" in back
    assert "[removed:" in forth
    for address in ("old=1&new=9", "old=x&new=1", "old=-1&new=1", "", "old=99999999999999999999&new=1", "old=²&new=1"):
        assert client.get(f"/policy/comparison?{address}").status_code == 404


def test_what_is_coming_is_said_on_every_page_and_shown_sentence_by_sentence(client):
    assert client.get("/policy/coming").status_code == 404
    assert "policy-news" not in client.get("/").text
    make_scheduled(at=now())
    noting.forget()
    from boxmalls.shop import kept

    kept.forget()
    for path in ("/", "/policy", "/help", "/your-data"):
        page = client.get(path).text
        assert 'class="policy-news"' in page, path
        assert "One word fewer." in page, path
    page = client.get("/policy/coming").text
    assert "[removed:" in page
    assert "You need not do anything." in page
    kept.forget()


def test_who_accepted_before_is_asked_kindly_and_can_accept(reader):
    in_force(material=True)
    assert "your answer is needed" in reader.get("/your-data").text
    page = reader.get("/policy/agreement?next=/orders").text
    for words in ("One word fewer.", "I accept version 2", "Not now", "only what changed since you accepted version 1"):
        assert words in page
    answered = reader.post("/policy/agreement", {"answer": "agree", "version": "2", "next": "/orders"})
    assert (answered.status_code, answered.headers["Location"]) == (303, "/orders")
    assert has_accepted(reader.person.pk, "eu")
    assert "your answer is needed" not in reader.get("/your-data").text
    assert "Nothing to answer" in reader.get("/policy/agreement").text


def test_not_now_leaves_reading_and_rights_and_is_not_asked_again(reader):
    in_force(material=True)
    assert reader.post("/policy/agreement", {"answer": "not-now"}).headers["Location"] == "/your-data"
    assert not has_accepted(reader.person.pk, "eu")
    for path in ("/", "/policy", "/your-data", "/your-data/erase", "/orders"):
        page = reader.get(path)
        assert page.status_code == 200, path
        assert "your answer is needed" not in page.text, path
    assert reader.post("/your-data/download").headers["Content-Type"] == "application/zip"
    assert "I accept version 2" in reader.get("/policy/agreement").text, "the answer can still be given"


def test_an_answer_to_another_version_accepts_nothing(reader):
    in_force(material=True)
    for sent in ({"answer": "agree", "version": "1"}, {"answer": "agree"}, {"answer": "x", "version": "2"}, {}):
        reader.post("/policy/agreement", sent)
    assert Acceptance.objects.count() == 1


@pytest.mark.parametrize("there", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"])
def test_the_way_on_stays_in_the_house(reader, there):
    in_force(material=True)
    answered = reader.post("/policy/agreement", {"answer": "not-now", "next": there})
    assert answered.headers["Location"] == "/your-data"


def test_an_editorial_change_says_nothing_to_anybody(reader):
    in_force()
    assert "your answer is needed" not in reader.get("/your-data").text
    assert "Nothing to answer" in reader.get("/policy/agreement").text


def test_on_its_day_the_worker_puts_it_in_force_and_the_pages_follow(client, monkeypatch):
    from boxmalls.privacy import tasks

    edition = make_scheduled(edition=make_edition(words=changed_text()), material=True)
    monkeypatch.setattr(tasks, "now", lambda: AT)
    assert tasks.let_policies_begin.call() == 0
    monkeypatch.setattr(tasks, "now", lambda: AT + LATER)
    assert tasks.let_policies_begin.call() == 1
    assert tasks.let_policies_begin.call() == 0
    assert client.get("/policy/text").content == changed_text()
    assert put_in_force(edition=edition, at=AT + LATER)[0].number == 2


def test_a_stranger_pays_nothing_for_versions_on_the_policy_page(client, django_assert_max_num_queries):
    in_force(material=True)
    client.get("/policy")
    with django_assert_max_num_queries(2):
        client.get("/policy")


def test_a_translation_is_offered_for_reading_and_the_binding_text_is_named(client):
    words = "プライバシー\n\n1.1 短い。\n\n1.2 次。\n\n1.3 終。\n".encode()
    edition = make_edition()
    import_text(edition=edition, by=AUTHOR, language="ja", words=words, at=AT)
    in_force(edition=edition)
    page = client.get("/policy").text
    assert "/policy/versions/2/text?in=ja" in page
    assert "binding in English" in page
    assert client.get("/policy/versions/2/text?in=ja").content == words
    assert client.get("/policy/versions/2/text?in=ms").content == changed_text()
