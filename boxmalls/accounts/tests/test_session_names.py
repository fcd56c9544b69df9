"""Whom an open visit names is found without opening any other: beside each session stand hashes, written with its words and gone with them."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from asgiref.sync import async_to_sync
from django.contrib.sessions.backends.db import SessionStore as Unmarked
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from boxmalls.accounts.signin import naming
from boxmalls.accounts.signin.erasing import erase_sessions
from boxmalls.accounts.signin.models import SessionName
from boxmalls.accounts.signin.naming import names_in, sessions_naming
from boxmalls.accounts.signin.store import SessionStore
from boxmalls.accounts.testing import make_user
from boxmalls.base.clock import now

pytestmark = [pytest.mark.django_db(databases=["default", "safe"]), pytest.mark.usefixtures("shop")]

EMAIL = "zofia.kanarek@canary.example"


def begin(store=SessionStore, **words):
    """A visit with these words; its key."""
    session = store()
    session.update(words)
    session.save()
    return session.session_key


def test_a_visit_is_found_by_whom_its_words_name():
    number = uuid4()
    key = begin(_auth_user_id=str(number), half=[{"said": f"We sent a letter to {EMAIL.title()}."}])
    begin(_auth_user_id=str(uuid4()), half="nobody@canary.example")
    assert sessions_naming([EMAIL]) == sessions_naming([str(number)]) == sessions_naming([number.hex]) == {key}
    assert sessions_naming(["kanarek@canary.example", str(uuid4())]) == set()


def test_no_word_stands_in_the_open_and_all_goes_with_the_visit():
    key = begin(half=EMAIL)
    assert EMAIL.encode() not in b"".join(bytes(mark) for mark in SessionName.objects.values_list("mark", flat=True))
    assert SessionName.objects.filter(session=key).exists()
    Session.objects.filter(pk=key).delete()
    assert not SessionName.objects.exists()


def test_a_name_without_a_visit_is_refused_by_the_database():
    with pytest.raises(IntegrityError), transaction.atomic(using="safe"):
        SessionName.objects.create(session_id="nosuchsession", mark=b"x" * 32)
        transaction.get_connection("safe").check_constraints()


def test_words_and_names_are_kept_both_or_neither(monkeypatch):
    def crash(*given):
        raise OSError

    monkeypatch.setattr("boxmalls.accounts.signin.store.note_names", crash)
    with pytest.raises(OSError):
        begin(half=EMAIL)
    assert not Session.objects.exists()


def test_a_new_name_is_added_and_a_known_one_costs_nothing():
    key = begin(half=EMAIL)
    again = SessionStore(key)
    again["seen_at"] = 7
    with CaptureQueriesContext(transaction.get_connection("safe")) as asked:
        again.save()
    assert not [each for each in asked.captured_queries if "sessionname" in each["sql"]]
    again["other"] = "second@canary.example"
    again.save()
    assert sessions_naming(["second@canary.example"]) == sessions_naming([EMAIL]) == {key}


def test_two_requests_at_once_lose_no_name():
    """The one takes the address out, the other, which read before, puts it back."""
    key = begin(half=EMAIL)
    one, other = SessionStore(key), SessionStore(key)
    assert other["half"] == one.pop("half")
    one.save()
    assert sessions_naming([EMAIL]) == set(), "The hash stands, the word does not: nobody's visit is ended for it."
    other["seen_at"] = 7
    other.save()
    assert sessions_naming([EMAIL]) == {key}


def test_a_new_key_for_the_same_visit_has_its_names():
    session = SessionStore(begin(half=EMAIL))
    session.cycle_key()
    session.save()
    assert sessions_naming([EMAIL]) == {session.session_key}


def test_whoever_waits_otherwise_writes_the_names_too():
    session = SessionStore()
    session["half"] = EMAIL
    async_to_sync(session.asave)()
    assert sessions_naming([EMAIL]) == {session.session_key}


def test_an_erasure_opens_only_what_names_the_person(monkeypatch):
    user = make_user(EMAIL)
    theirs = {begin(half=EMAIL), begin(_auth_user_id=str(user.pk)), begin(person=str(user.person_id))}
    others = {begin(half=f"somebody{number}@canary.example") for number in range(40)}
    opened = []
    says = naming._says
    monkeypatch.setattr(naming, "_says", lambda kept, names: opened.append(kept) or says(kept, names))
    erase_sessions(user.person_id, now())
    assert set(Session.objects.values_list("pk", flat=True)) == others
    assert len(opened) == len(theirs)


def test_without_the_names_it_would_not_be_found():
    """The positive control: what Django alone keeps stays hidden."""
    begin(Unmarked, half=EMAIL)
    assert sessions_naming([EMAIL]) == set()


def test_visits_from_before_get_their_names():
    from importlib import import_module

    from django.apps import apps
    from django.db import connections

    key = begin(Unmarked, half=EMAIL)
    with connections["safe"].schema_editor() as editor:
        import_module("boxmalls.accounts.signin.migrations.0002_session_names").note_open_sessions(apps, editor)
    assert sessions_naming([EMAIL]) == {key}


def test_a_visit_that_is_over_is_swept_with_its_names():
    begin(half=EMAIL)
    Session.objects.update(expire_date=now() - timedelta(days=1))
    SessionStore.clear_expired()
    assert not SessionName.objects.exists()


WORDS = st.text(max_size=20)
NAMED = st.one_of(st.uuids().map(str), st.uuids().map(lambda each: each.hex), st.emails().filter(str.isascii).map(str.lower))
AROUND = st.sampled_from(["{}", "to {}.", "<{}>", "({})", "/a?next={}&b=1", '{{"email": "{}"}}', "mailto:{}", "{},{}", " {} ", "x {}"])


@st.composite
def visits(draw):
    """A name, and words of any shape that hold it somewhere."""
    name, around = draw(NAMED), draw(AROUND)
    if any(sign in name for sign in "/?&=#|'{}") and around != "{}":
        around = "{}"
    kept = around.format(name, name)
    for _level in range(draw(st.integers(0, 3))):
        kept = draw(st.sampled_from([[kept], {"held": kept}, {kept: 1} if isinstance(kept, str) else [kept, 1], [draw(WORDS), kept]]))
    return name, {"kept": kept, **draw(st.dictionaries(WORDS, WORDS, max_size=3))}


@given(visits())
def test_whatever_is_said_is_named(drawn):
    name, kept = drawn
    assert name in json.dumps(kept, ensure_ascii=False).lower() or '"' in name or "\\" in name
    assert naming._spelled(name) in names_in(kept)
