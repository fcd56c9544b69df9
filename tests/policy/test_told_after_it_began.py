"""Whoever accepted before a text began and was not told in time is told afterwards, in other words; each once, and nobody whom it does not concern."""

from datetime import timedelta
from threading import Thread

import pytest
from django.core import mail
from django.db import connections
from django.db.models.query import QuerySet

from boxmalls.accounts import announcing as letters_of
from boxmalls.accounts.announcing import announce_editions
from boxmalls.accounts.testing import make_account
from boxmalls.base import sql
from boxmalls.privacy.models import Announcement, AnnouncementEnd, Edition
from boxmalls.privacy.policy import accept_policy
from boxmalls.privacy.policy.editions import announcing, noting
from boxmalls.privacy.policy.editions.actions import put_in_force, withdraw_edition
from boxmalls.privacy.policy.editions.announcing import BEGUN, CALLED_OFF, COMING, to_announce
from boxmalls.privacy.policy.editions.queries import state_of
from boxmalls.privacy.policy.editions.rules import LATEST_LETTER, Step
from boxmalls.privacy.policy.editions.testing import AUTHOR, FIRST, LATER, make_edition, make_scheduled
from boxmalls.privacy.testing import AT, make_acceptance, make_visitor
from boxmalls.sites.testing import make_sites
from tests.policy.test_announcing import interrupted_everywhere, make_reader

pytestmark = pytest.mark.django_db(databases=["default", "safe"])
BEGAN = AT + LATER
HELD_UP = "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid)))"
SOON = {"material": True, "short_notice": "The law changed overnight.", "days": 0}


@pytest.fixture(autouse=True)
def _sites():
    make_sites()


def told():
    return sorted((message.to[0], "applies since" if "changed on" in message.subject else "will apply") for message in mail.outbox)


def test_it_begins_between_announcing_and_the_first_letter_and_everybody_is_told_that_it_applies():
    make_reader(email="anna@example.org")
    make_reader("ja", email="hana@example.org")
    make_acceptance(make_visitor(), "eu")
    put_in_force(edition=make_scheduled(**SOON), at=AT)
    assert announce_editions(at=AT) == 3
    assert announce_editions(at=AT) == 0
    english = next(message for message in mail.outbox if message.to == ["anna@example.org"])
    assert "changed on 22 November 2026" in english.subject
    for words in ("One word fewer.", "The law changed overnight.", "/policy/comparison?old=1&new=2", "/policy/agreement", "all your rights stay"):
        assert words in english.body
    for words in ("/policy/coming", "When it is in force"):
        assert words not in english.body
    assert set(Announcement.objects.values_list("kind", flat=True)) == {BEGUN}
    assert len(mail.outbox) == 2, "Who has no address is told on the pages."


def test_it_begins_in_the_middle_and_each_is_told_once_in_the_words_of_the_hour(monkeypatch):
    for name in ("anna", "bert", "cora"):
        make_reader(email=f"{name}@example.org")
    edition = make_scheduled(**SOON)
    tell, told_now = letters_of.tell, []

    def one_then_it_begins(**given):
        if told_now:
            put_in_force(edition=edition, at=AT)
        told_now.append(given["kind"])
        return tell(**given)

    monkeypatch.setattr(letters_of, "tell", one_then_it_begins)
    assert announce_editions(at=AT) == 1
    assert announce_editions(at=AT) == 2
    assert announce_editions(at=AT) == 0
    assert sorted(words for _to, words in told()) == ["applies since", "applies since", "will apply"]
    assert len({to for to, _words in told()}) == 3


def begin_under_the_pen(monkeypatch):
    """Let the text begin beside a letter that is being written; whether it had begun when the letter was done."""
    make_reader(email="anna@example.org")
    edition = make_scheduled(**SOON)
    write, begun = letters_of.write_letter, []

    def begin() -> None:
        put_in_force(edition=edition, at=AT)
        connections.close_all()

    other = Thread(target=begin)

    def slowly(*given, **more):
        other.start()
        while other.is_alive() and not sql.rows(HELD_UP)[0][0]:
            other.join(timeout=0.05)
        begun.append(state_of(edition) is Step.IN_FORCE)
        return write(*given, **more)

    monkeypatch.setattr(letters_of, "write_letter", slowly)
    assert announce_editions(at=AT) == 1
    other.join(timeout=60)
    assert state_of(edition) is Step.IN_FORCE
    assert told() == [("anna@example.org", "will apply")]
    return begun[0]


@pytest.mark.django_db(transaction=True, databases=["default", "safe"])
def test_a_text_waits_for_the_letter_under_the_pen_before_it_begins(monkeypatch):
    assert not begin_under_the_pen(monkeypatch)


@pytest.mark.django_db(transaction=True, databases=["default", "safe"])
def test_without_its_lock_it_begins_and_the_letter_is_wrong(monkeypatch):
    """The control."""
    monkeypatch.setattr(announcing, "KEEP_AS_IT_IS", "SELECT %s::uuid")
    assert begin_under_the_pen(monkeypatch)


def test_called_off_in_the_middle_nobody_more_is_told_that_it_comes(monkeypatch):
    for name in ("anna", "bert", "cora"):
        make_reader(email=f"{name}@example.org")
    edition = make_scheduled(material=True)
    tell, begun = letters_of.tell, []

    def one_then_called_off(**given):
        if begun:
            withdraw_edition(edition=edition, by=AUTHOR, reason="We keep the old one.", at=AT) if len(begun) == 1 else None
        begun.append(1)
        return tell(**given)

    monkeypatch.setattr(letters_of, "tell", one_then_called_off)
    assert announce_editions(at=AT) == 1
    monkeypatch.undo()
    assert announce_editions(at=AT) == 1
    assert announce_editions(at=AT) == 0
    assert sorted(Announcement.objects.values_list("kind", flat=True)) == [CALLED_OFF, COMING]
    assert len({message.to[0] for message in mail.outbox}) == 1
    assert AnnouncementEnd.objects.get().kind == CALLED_OFF
    assert to_announce() == []


@pytest.mark.django_db(transaction=True, databases=["default", "safe"])
def test_killed_at_any_statement_after_it_began_nobody_is_told_twice_and_nobody_missed():
    for number in range(2):
        make_reader(email=f"reader{number}@example.org")
    put_in_force(edition=make_scheduled(**SOON), at=AT)
    assert [to for to, _number in interrupted_everywhere()] == ["reader0@example.org", "reader1@example.org"]
    assert Announcement.objects.count() == 2


@pytest.mark.django_db(transaction=True, databases=["default", "safe"])
def test_without_the_row_that_remembers_they_are_told_twice(monkeypatch):
    """The control of the killing."""
    monkeypatch.setattr(QuerySet, "exists", lambda self: self.model is not Announcement and bool(self[:1]))
    monkeypatch.setattr(Announcement, "save", lambda self, **_how: None)
    for number in range(2):
        make_reader(email=f"reader{number}@example.org")
    put_in_force(edition=make_scheduled(**SOON), at=AT)
    assert len(interrupted_everywhere()) > 2


def test_interrupted_in_the_middle_of_telling_that_it_comes_the_rest_hear_that_it_began(monkeypatch):
    make_reader(email="anna@example.org")
    make_reader(email="bert@example.org")
    edition = make_scheduled(material=True)
    send = mail.EmailMessage.send
    monkeypatch.setattr(mail.EmailMessage, "send", lambda self, *_: (_ for _ in ()).throw(ConnectionRefusedError) if "bert" in self.to[0] else send(self))
    assert announce_editions(at=AT) == 1
    monkeypatch.undo()
    put_in_force(edition=edition, at=BEGAN)
    assert announce_editions(at=BEGAN) == 1
    assert told() == [("anna@example.org", "will apply"), ("bert@example.org", "applies since")]


def test_who_joined_after_it_began_or_accepted_it_is_not_written_to():
    early, late = make_reader(email="early@example.org"), make_account("late@example.org", password=None, at=BEGAN)
    make_reader(site_code="tw", email="elsewhere@example.org")
    make_account("never@example.org", password=None, at=AT)
    both = make_reader(email="both@example.org")
    put_in_force(edition=make_scheduled(material=True), at=BEGAN)
    for person in (late, both):
        accept_policy(person=person, site_code="eu", language="en", at=BEGAN)
    assert announce_editions(at=BEGAN) == 1
    assert [message.to for message in mail.outbox] == [["early@example.org"]]
    assert Announcement.objects.get().person_id == early.pk


def test_once_everybody_was_told_an_old_text_costs_nothing(django_assert_num_queries):
    for _each in range(3):
        make_reader(email=None)
    edition = make_scheduled(material=True)
    put_in_force(edition=edition, at=BEGAN)
    announce_editions(at=BEGAN)
    assert AnnouncementEnd.objects.get() == AnnouncementEnd.objects.get(edition=edition, kind=BEGUN, missed=0)
    with django_assert_num_queries(1):
        assert announce_editions(at=BEGAN) == 0


def test_whose_letter_is_never_taken_is_counted_in_the_end_and_holds_up_nobody(monkeypatch):
    make_reader(email="anna@example.org")
    edition = make_scheduled(material=True)
    put_in_force(edition=edition, at=BEGAN)
    monkeypatch.setattr(mail.EmailMessage, "send", lambda self, *_: (_ for _ in ()).throw(ConnectionRefusedError))
    for days in (0, 1, LATEST_LETTER.days - 1):
        assert announce_editions(at=BEGAN + timedelta(days=days)) == 0
        assert not AnnouncementEnd.objects.exists()
    assert announce_editions(at=BEGAN + LATEST_LETTER) == 0
    assert AnnouncementEnd.objects.get(edition=edition).missed == 1
    assert to_announce() == []


def test_of_a_text_that_another_replaced_nobody_is_told_any_more():
    make_reader(email="anna@example.org")
    old = make_scheduled(**SOON)
    put_in_force(edition=old, at=AT)
    newer = make_scheduled(edition=make_edition(words=FIRST.replace(b"Welcome", b"Be welcome", 1), news="Two words more.", at=AT), at=AT, **SOON)
    put_in_force(edition=newer, at=AT)
    assert announce_editions(at=AT) == 1
    assert "One word fewer. Two words more." in mail.outbox[0].body, "They have not heard of the one before either."
    assert "/policy/comparison?old=1&new=3" in mail.outbox[0].body
    assert set(Edition.objects.filter(announcementend__kind=BEGUN)) == {old, newer}


def test_who_has_no_address_finds_it_on_the_pages_until_the_notice_would_be_over():
    guest, stranger = make_visitor(), make_visitor()
    make_acceptance(guest, "eu")
    put_in_force(edition=make_scheduled(short_notice="The law changed overnight.", days=0), at=AT)

    def note(person, at):
        noting.forget()
        return noting.note_for("eu", "en", person and person.pk, at=at)

    for days in (0, 29):
        found = note(guest, AT + timedelta(days=days))
        assert (found.kind, found.news, found.day, found.href) == ("begun", "One word fewer.", AT.date(), "/policy/comparison?old=1&new=2")
    assert note(guest, AT + LATER) is None
    assert note(stranger, AT) is note(None, AT) is None
    accept_policy(person=guest, site_code="eu", language="en", at=AT)
    assert note(guest, AT) is None
