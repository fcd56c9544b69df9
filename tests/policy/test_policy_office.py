"""The screens on which a new text is compared, answered, approved by a second person and announced."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from boxmalls.accounts.models import Staff
from boxmalls.accounts.testing import make_staff, sign_in
from boxmalls.base.clock import now
from boxmalls.privacy.models import Edition, PolicyText
from boxmalls.privacy.policy.editions.queries import proposal_of, state_of
from boxmalls.privacy.policy.editions.rules import Step
from boxmalls.privacy.policy.editions.testing import FIRST, changed_text
from boxmalls.privacy.testing import publish
from boxmalls.sites.testing import make_sites

pytestmark = pytest.mark.django_db(databases=["default", "safe"])
HOST = {"host": "eu.localhost"}


@pytest.fixture
def author() -> Client:
    make_sites()
    publish("eu")
    return sign_in(Client(headers=HOST), make_staff(Staff.OFFICER))


@pytest.fixture
def second() -> Client:
    return sign_in(Client(headers=HOST), make_staff(Staff.OFFICER))


def draft(client: Client, words: bytes | None = None, **more: object) -> Edition:
    file = SimpleUploadedFile("policy.txt", words or changed_text(), "text/plain")
    sent = {"title": "Shorter welcome", "sites": ["eu"], "language": "en", "file": file, "news": "One word fewer.", **more}
    response = client.post("/office/policy/new", sent)
    assert response.status_code == 303, response.text
    return Edition.objects.get(pk=response.headers["Location"].rsplit("/", 1)[1])


def propose(client: Client, edition: Edition, **said: object) -> None:
    response = client.post(f"/office/policy/{edition.pk}/proposal", {"material": "no", "effective_on": now().date().isoformat(), **said})
    assert response.status_code == 303, response.text


def test_from_the_file_to_the_announcement(author: Client, second: Client) -> None:
    edition = draft(author)
    page = author.get(f"/office/policy/{edition.pk}").text
    assert "<del>" in page
    assert "[removed:" in page
    assert "44 sentences unchanged" in page
    propose(author, edition)
    assert "A second person reads this now" in author.get(f"/office/policy/{edition.pk}").text
    assert "Approve text" not in author.get(f"/office/policy/{edition.pk}").text
    assert author.post(f"/office/policy/{edition.pk}/approval").status_code == 403
    assert state_of(edition) is Step.PROPOSED
    assert "Approve text" in second.get(f"/office/policy/{edition.pk}").text
    assert second.post(f"/office/policy/{edition.pk}/approval").status_code == 303
    assert second.post(f"/office/policy/{edition.pk}/schedule").status_code == 303
    assert state_of(edition) is Step.SCHEDULED
    for path in ("/office/policy/", "/office/"):
        assert "Shorter welcome" in second.get(path).text
    assert "Announced, not yet in force" in second.get("/office/policy/").text


def test_a_pasted_translation_is_added_and_compared(author: Client) -> None:
    edition = draft(author)
    words = "プライバシー\n\n1.1 短い。\n\n1.2 次。\n\n1.3 終。"
    added = author.post(f"/office/policy/{edition.pk}/texts", {"language": "ja", "text": words, "news": "短く"})
    assert added.status_code == 303
    page = author.get(f"/office/policy/{edition.pk}?text=ja").text
    assert '<html lang="en"' in page, "Comparing another text does not change the language of the desk."
    assert 'lang="ja"' in page
    assert "短い。" in page
    assert author.post(f"/office/policy/{edition.pk}/texts", {"remove": "ja"}).status_code == 303
    assert edition.texts.count() == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (FIRST.decode().encode("utf-16"), "not text in UTF-8"),
        (b"a" * 300_000, "longer than 256 KB"),
        (b"Hello.", "fewer than three"),
        (b"\x00" * 50, "cannot be seen"),
    ],
)
def test_a_file_that_is_no_text_is_refused_kindly_and_nothing_is_kept(author: Client, words: bytes, said: str) -> None:
    before = PolicyText.objects.count()
    file = SimpleUploadedFile("policy.txt", words, "text/plain")
    response = author.post("/office/policy/new", {"title": "x", "sites": ["eu"], "language": "en", "file": file})
    assert response.status_code == 422
    assert said in response.text
    assert (Edition.objects.count(), PolicyText.objects.count()) == (0, before)


def test_short_notice_is_asked_for_and_shown_to_the_approver(author: Client, second: Client) -> None:
    edition = draft(author)
    sent = {"material": "yes", "effective_on": now().date().isoformat()}
    response = author.post(f"/office/policy/{edition.pk}/proposal", sent)
    assert response.status_code == 422
    assert "reason for a shorter notice" in response.text
    assert state_of(edition) is Step.DRAFTED
    propose(author, edition, material="yes", short_notice="A court ordered it.", categories=["b"], reworded=["privacy.recently-viewed"])
    page = second.get(f"/office/policy/{edition.pk}").text
    for words in ("A court ordered it.", "Identity documents", "Everybody who accepted an earlier text"):
        assert words in page
    proposal = proposal_of(edition)
    assert (proposal.categories, proposal.reworded, proposal.material) == (["b"], ["privacy.recently-viewed"], True)


def test_sending_back_needs_a_reason_which_the_author_reads(author: Client, second: Client) -> None:
    edition = draft(author)
    propose(author, edition)
    assert second.post(f"/office/policy/{edition.pk}/sending-back", {"reason": "no"}).status_code == 422
    assert second.post(f"/office/policy/{edition.pk}/sending-back", {"reason": "Clause 2 is unclear."}).status_code == 303
    assert "Clause 2 is unclear." in author.get(f"/office/policy/{edition.pk}").text
    assert second.post(f"/office/policy/{edition.pk}/withdrawal", {"reason": "We keep the old one."}).status_code == 303
    assert state_of(edition) is Step.WITHDRAWN


def test_markup_in_a_text_stays_words(author: Client) -> None:
    edition = draft(author, changed_text(new="Welcome to <script>alert(1)</script> all"), title="<b>x</b>")
    page = author.get(f"/office/policy/{edition.pk}").text
    assert "<script>alert" not in page
    assert "<b>x</b>" not in page
