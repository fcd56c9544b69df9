"""Publishing is done once, accepting is provable."""

import pytest

from boxmalls.base.refusals import NotFound
from boxmalls.privacy.models import Acceptance, PolicyText, PolicyVersion
from boxmalls.privacy.policy import accept_policy, acceptance_of, current_version, has_accepted, publish_policy
from boxmalls.privacy.policy.actions import FIRST_TEXT
from boxmalls.privacy.testing import AT, make_acceptance, make_person, publish

pytestmark = pytest.mark.django_db(databases=["default", "safe"])


def test_publishing_twice_is_publishing_once():
    publish("eu")
    publish("eu")
    publish_policy(site_code="eu", words=FIRST_TEXT.read_bytes(), at=AT)
    assert PolicyVersion.objects.count() == 1


def test_a_site_keeps_the_text_byte_for_byte_and_its_sentences():
    publish("eu")
    version = current_version("eu")
    assert version.text.text.encode() == FIRST_TEXT.read_bytes()
    assert version.text.sentences.count() == 45
    assert version.number == 1


def test_another_text_is_another_version_and_asks_again():
    person = make_person()
    make_acceptance(person)
    assert has_accepted(person.pk, "eu")
    publish_policy(site_code="eu", words=b"Privacy Policy\n\nPart 1. New\n\n1.1 Short. Sweet.", at=AT)
    assert current_version("eu").number == 2
    assert not has_accepted(person.pk, "eu")
    assert Acceptance.objects.filter(person=person).exists(), "the older acceptance stays provable"


def test_an_acceptance_names_text_site_language_and_time():
    person = make_person()
    made = make_acceptance(person, "my", "ms")
    again = accept_policy(person=person, site_code="my", language="en", at=AT)
    assert again.pk == made.pk
    assert (made.text_sha256, made.site_code, made.language, made.accepted_at) == (PolicyText.objects.get().pk, "my", "ms", AT)
    assert acceptance_of(person.pk, current_version("my")) == made


def test_the_same_text_accepted_on_one_site_counts_on_another():
    person = make_person()
    publish("tw")
    make_acceptance(person, "eu")
    assert has_accepted(person.pk, "tw")


def test_a_site_without_a_policy_cannot_be_accepted():
    person = make_person()
    with pytest.raises(NotFound):
        accept_policy(person=person, site_code="eu", language="en", at=AT)
    assert not Acceptance.objects.exists()
