"""Everybody is told once, nobody twice and nobody missed, wherever it is interrupted; and only who must be asked is asked."""

import pytest
from django.core import mail
from django.db.models.query import QuerySet

from boxmalls.accounts.announcing import announce_editions
from boxmalls.accounts.testing import make_account
from boxmalls.checkout.testing import EMAIL, make_order
from boxmalls.orders.guests import addresses_of_guests
from boxmalls.privacy.consent import CHOICES, consented, give_consent, withdraw_consent
from boxmalls.privacy.models import Announcement, Disclosure, Person, PolicyVersion, Postponement, Visit
from boxmalls.privacy.policy import accept_policy, has_accepted
from boxmalls.privacy.policy.editions.actions import put_in_force, withdraw_edition
from boxmalls.privacy.policy.editions.asking import people_asked, postpone, question_for, renew_consent
from boxmalls.privacy.policy.editions.testing import AUTHOR, LATER, make_edition, make_in_force, make_scheduled
from boxmalls.privacy.purposes import RECENTLY_VIEWED
from boxmalls.privacy.restriction import restrict_person
from boxmalls.privacy.rights.erasing import erase_person
from boxmalls.privacy.rights.testing import Killed, killed_at
from boxmalls.privacy.testing import AT, make_acceptance, make_person, make_visitor
from boxmalls.privacy.visits.actions import remember_visit
from boxmalls.sites.testing import make_sites

pytestmark = pytest.mark.django_db(databases=["default", "safe"])
CHOICE = next(choice for choice in CHOICES if choice.purpose is RECENTLY_VIEWED)


@pytest.fixture(autouse=True)
def _sites():
    make_sites()


def make_reader(language="en", *, site_code="eu", email=None):
    person = make_account(email, password=None, at=AT)
    make_acceptance(person, site_code, language)
    return person


def letters():
    return sorted((message.to[0], message.extra_headers["Message-ID"]) for message in mail.outbox)


def test_each_is_told_once_in_their_language_and_by_mail_only_with_an_account():
    make_reader(email="anna@example.org")
    make_reader("ja", email="hana@example.org")
    make_reader(site_code="tw", email="elsewhere@example.org")
    make_acceptance(make_visitor(), "eu")
    make_account("never@example.org", password=None, at=AT)
    make_scheduled(material=True)
    assert announce_editions(at=AT) == 3
    assert announce_editions(at=AT) == 0
    assert [to for to, _number in letters()] == ["anna@example.org", "hana@example.org"]
    told = dict(Announcement.objects.values_list("person_id", "by_mail"))
    assert sorted(told.values()) == [False, True, True]
    english = next(message for message in mail.outbox if message.to == ["anna@example.org"])
    for words in ("22 December 2026", "One word fewer.", "/policy/coming", "we ask you once whether you accept it"):
        assert words in english.subject + english.body
    assert Disclosure.objects.filter(recipient="mail-server", purpose="privacy.announcing").count() == 2


def test_a_guest_is_told_at_the_address_that_they_left_with_their_order():
    order = make_order(make_person(Person.GUEST))
    make_acceptance(order.person, "eu")
    make_scheduled(material=True)
    assert announce_editions(at=AT) == 1
    assert [to for to, _number in letters()] == [EMAIL]
    assert Disclosure.objects.filter(person=order.person, purpose="privacy.announcing", recipient="mail-server").count() == 1
    assert addresses_of_guests([order.person_id]) == {order.person_id: EMAIL}
    erase_person(person=order.person, site_code="eu", at=AT)
    assert addresses_of_guests([order.person_id]) == {}


def test_the_address_of_whoever_is_restricted_is_not_used_and_they_see_it_on_the_pages():
    person = make_reader(email="anna@example.org")
    make_reader(email="bela@example.org")
    restrict_person(person=person, why="asked", actor=None, actor_role="person", at=AT)
    make_scheduled(material=True)
    assert announce_editions(at=AT) == 2
    assert [to for to, _number in letters()] == ["bela@example.org"]
    assert Announcement.objects.get(person=person).by_mail is False


def interrupted_everywhere():
    """Kill the round at each of its statements in turn, until one comes through; what has been sent by then."""
    for statement in range(1, 400):
        try:
            with killed_at(statement):
                announce_editions(at=AT)
            return letters()
        except Killed:
            continue
    raise AssertionError("It never comes through.")


@pytest.mark.django_db(transaction=True, databases=["default", "safe"])
def test_killed_at_any_statement_nobody_is_told_twice_and_nobody_missed():
    for number in range(3):
        make_reader(email=f"reader{number}@example.org")
    make_scheduled(material=True)
    assert [to for to, _number in interrupted_everywhere()] == [f"reader{number}@example.org" for number in range(3)]
    assert Announcement.objects.count() == 3


@pytest.mark.django_db(transaction=True, databases=["default", "safe"])
def test_without_the_row_that_remembers_people_are_told_twice(monkeypatch):
    """The control: the same killing, with the memory switched off."""
    monkeypatch.setattr(QuerySet, "exists", lambda self: self.model is not Announcement and bool(self[:1]))
    monkeypatch.setattr(Announcement, "save", lambda self, **_how: None)
    for number in range(3):
        make_reader(email=f"reader{number}@example.org")
    make_scheduled(material=True)
    assert len(interrupted_everywhere()) > 3


def test_a_letter_that_is_not_taken_is_told_at_the_next_round(monkeypatch):
    make_reader(email="anna@example.org")
    make_reader(email="bert@example.org")
    make_scheduled()
    send = mail.EmailMessage.send
    monkeypatch.setattr(mail.EmailMessage, "send", lambda self, *_: (_ for _ in ()).throw(ConnectionRefusedError) if "anna" in self.to[0] else send(self))
    assert announce_editions(at=AT) == 1
    monkeypatch.undo()
    assert announce_editions(at=AT) == 1
    assert [to for to, _number in letters()] == ["anna@example.org", "bert@example.org"]


def test_who_was_told_that_it_comes_is_told_that_it_does_not():
    make_reader(email="anna@example.org")
    edition = make_scheduled()
    announce_editions(at=AT)
    make_reader(email="late@example.org")
    withdraw_edition(edition=edition, by=AUTHOR, reason="We keep the old one.", at=AT)
    assert announce_editions(at=AT) == 1
    assert announce_editions(at=AT) == 0
    assert mail.outbox[-1].to == ["anna@example.org"]
    assert mail.outbox[-1].subject == "Our privacy policy stays as it is"


def test_who_is_erased_is_not_told_and_leaves_nothing():
    person = make_reader(email="anna@example.org")
    edition = make_scheduled(material=True)
    announce_editions(at=AT)
    put_in_force(edition=edition, at=AT + LATER)
    postpone(person_id=person.pk, version=PolicyVersion.objects.get(edition=edition), at=AT)
    erase_person(person=person, site_code="eu", at=AT)
    assert (Announcement.objects.count(), Postponement.objects.count()) == (0, 0)
    make_scheduled(edition=make_edition(words=b"Policy\n\n1.1 A b. C d.\n\n1.2 E f.\n"))
    assert announce_editions(at=AT) == 0


def test_an_editorial_change_asks_nobody():
    person = make_reader()
    version = make_in_force()
    assert not version.asks
    assert people_asked(version) == set()
    assert question_for(person.pk, "eu", "en") is None
    assert has_accepted(person.pk, "eu")


@pytest.mark.parametrize("said", [{"material": True}, {"purposes": ["privacy.recently-viewed"]}, {"categories": ["b"]}])
def test_a_new_purpose_category_or_matter_asks_who_accepted_before_and_nobody_else(said):
    person, elsewhere, visitor = make_reader(), make_reader(site_code="tw"), make_visitor()
    version = make_in_force(**said)
    assert people_asked(version) == {person.pk}
    asked = question_for(person.pk, "eu", "en")
    assert (asked.accept, asked.choices, asked.news, asked.since) == (True, [], ["One word fewer."], 1)
    for other, site_code in ((elsewhere, "eu"), (elsewhere, "tw"), (visitor, "eu")):
        assert question_for(other.pk, site_code, "en") is None
    assert not has_accepted(person.pk, "eu")
    accept_policy(person=person, site_code="eu", language="en", at=AT + LATER)
    assert question_for(person.pk, "eu", "en") is None
    assert has_accepted(person.pk, "eu")
    assert people_asked(version) == set()


def agree(person, site_code="eu"):
    give_consent(person=person, purpose=RECENTLY_VIEWED, wording=CHOICE.wording, site_code=site_code, language="en", at=AT)


def test_a_choice_described_anew_asks_only_who_agreed_to_it_and_keeps_what_they_had():
    agreed, not_agreed, took_back = make_reader(), make_reader(), make_reader()
    agree(agreed)
    agree(took_back)
    withdraw_consent(person=took_back, purpose=RECENTLY_VIEWED, at=AT)
    remember_visit(person_id=agreed.pk, product_id=agreed.pk, page="/products/x", at=AT)
    version = make_in_force(reworded=["privacy.recently-viewed"])
    assert people_asked(version) == {agreed.pk}
    asked = question_for(agreed.pk, "eu", "en")
    assert (asked.accept, [choice.purpose for choice in asked.choices]) == (False, [RECENTLY_VIEWED])
    assert question_for(not_agreed.pk, "eu", "en") is question_for(took_back.pk, "eu", "en") is None
    renew_consent(person_id=agreed.pk, choice=CHOICE, site_code="eu", language="en", at=AT + LATER)
    assert question_for(agreed.pk, "eu", "en") is None
    assert consented(agreed.pk, RECENTLY_VIEWED)
    assert Visit.objects.filter(person=agreed).count() == 1


def test_not_now_is_remembered_and_changes_nothing_else():
    person = make_reader()
    version = make_in_force(material=True)
    postpone(person_id=person.pk, version=version, at=AT)
    postpone(person_id=person.pk, version=version, at=AT)
    asked = question_for(person.pk, "eu", "en")
    assert asked.postponed
    assert asked.accept
    assert not has_accepted(person.pk, "eu")
