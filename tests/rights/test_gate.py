"""A web process that finds something to be forgotten again serves nobody before it is."""

import json
from threading import Event

import pytest

from boxmalls.base.ids import new_id
from boxmalls.privacy.rights.erasing import gate, ledger, must_replay
from boxmalls.privacy.rights.erasing.gate import Gate
from boxmalls.privacy.testing import AT, make_person
from boxmalls.privacy.vault.models import PersonKey

pytestmark = pytest.mark.django_db(databases=["default", "safe"], transaction=True)


def shop(environ, start_response):
    start_response("200 OK", [])
    return [b"the shop"]


def ask(application, path):
    told = []
    body = b"".join(application({"PATH_INFO": path}, lambda status, headers: told.append(status)))
    return told[0][:3], body


def test_where_nothing_was_restored_it_is_open_at_once():
    assert ask(Gate(shop), "/") == ("200", b"the shop")


def test_it_stays_shut_until_the_replay_is_done_and_health_says_how_far_it_is(monkeypatch):
    person = make_person()
    ledger.append([ledger.Entry(person.pk, new_id(), "eu", "0" * 64, AT)])
    begun, go_on, replay = Event(), Event(), gate.replay

    def slowly(**given):
        given["progress"](3, 7)
        begun.set()
        assert go_on.wait(30)
        return replay(**given)

    monkeypatch.setattr(gate, "replay", slowly)
    closed = Gate(shop)
    assert begun.wait(30)
    assert PersonKey.objects.filter(person_id=person.pk).exists(), "the positive control: she could be read"
    assert ask(closed, "/")[0] == ask(closed, "/your-data")[0] == "503"
    assert ask(closed, "/health/live")[0] == "200"
    status, told = ask(closed, "/health/ready")
    assert (status, json.loads(told)) == ("503", {"status": "replaying", "done": 3, "total": 7})
    go_on.set()
    closed.thread.join(30)
    assert ask(closed, "/") == ("200", b"the shop")
    assert not PersonKey.objects.filter(person_id=person.pk).exists()
    assert not must_replay()
