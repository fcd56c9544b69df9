"""The door: what is not declared does not leave, and what is not agreed to does not stay."""

from http.cookies import SimpleCookie

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from boxmalls.privacy.consent import give_consent, withdraw_consent
from boxmalls.privacy.devices.answering import ANSWER, agrees, asks, keeps, optional, take_away, version
from boxmalls.privacy.devices.gate import DeviceGate, without_cookies
from boxmalls.privacy.purposes import OFFLINE, RECENTLY_VIEWED
from boxmalls.privacy.register import COOKIES, Basis, Cookie, Kind, Occasion, Purpose
from boxmalls.privacy.testing import AT, make_person

pytestmark = pytest.mark.django_db(databases=["default", "safe"])


def ask(person=None, **cookies):
    request = RequestFactory().get("/")
    request.COOKIES = cookies
    request.person_id = person.pk if person else None
    return request


def through(request, **said):
    def view(_request):
        response = HttpResponse()
        for name, value in said.items():
            response.set_cookie(name, value)
        response.headers["Set-Cookie"] = "library=1"
        return response

    return DeviceGate(view)(request)


def agree(person, purpose=RECENTLY_VIEWED):
    give_consent(person=person, purpose=purpose, wording="Yes.", site_code="eu", language="en", at=AT)


def test_what_a_library_sets_is_taken_off_whatever_way_it_was_set():
    response = through(ask(), tracker="1", session="x")
    assert list(response.cookies) == ["session"]
    assert "Set-Cookie" not in response.headers


def test_what_needs_a_yes_is_not_set_before_and_is_after():
    person = make_person()
    assert "visits" not in through(ask(person), visits="1").cookies
    agree(person)
    assert through(ask(person), visits="1").cookies["visits"].value == "1"


def test_a_cookie_whose_yes_was_taken_back_elsewhere_goes_at_the_next_request():
    person = make_person()
    agree(person)
    assert "visits" not in through(ask(person, visits="1")).cookies
    withdraw_consent(person=person, purpose=RECENTLY_VIEWED, at=AT)
    gone = through(ask(person, visits="1")).cookies["visits"]
    assert (gone.value, gone["max-age"]) == ("", 0)


def test_a_farewell_always_may_leave():
    jar = SimpleCookie()
    jar["unknown"] = ""
    jar["unknown"]["max-age"] = 0

    def view(_request):
        response = HttpResponse()
        response.delete_cookie("unknown")
        return response

    assert "unknown" in DeviceGate(view)(ask()).cookies


def test_the_hot_front_sets_nothing():
    assert without_cookies({"ETag": "x", "set-cookie": "tracker=1"}) == {"ETag": "x"}


def test_a_stranger_is_asked_once_for_each_version_of_the_question():
    assert asks(ask())
    assert not asks(ask(**{ANSWER: f"{version()}:"}))
    assert asks(ask(**{ANSWER: "00000000:"}))
    assert asks(ask(**{ANSWER: "rubbish"}))


def test_the_version_changes_with_the_words_and_with_what_is_kept(monkeypatch):
    before = version()
    version.cache_clear()
    news = Purpose(code="test.news", basis=Basis.CONSENT, occasion=Occasion.ELECTRONIC_SERVICES, words="News.")
    more = [*COOKIES, Cookie(name="news", words="News.", days=3, necessary=False, purpose=news)]
    monkeypatch.setattr("boxmalls.privacy.devices.answering.COOKIES", more)
    assert version() != before
    version.cache_clear()


def test_with_nothing_to_agree_to_nobody_is_asked(monkeypatch):
    monkeypatch.setattr("boxmalls.privacy.devices.answering.COOKIES", [each for each in COOKIES if each.necessary])
    assert not asks(ask())
    assert optional() == []


def test_a_device_without_a_person_answers_for_itself():
    request = ask(**{ANSWER: f"{version()}:{OFFLINE.code}"})
    assert agrees(request, OFFLINE)
    assert not agrees(request, RECENTLY_VIEWED)
    assert keeps(request) == OFFLINE.code
    assert keeps(ask(**{ANSWER: f"{version()}:"})) == ""


def test_a_person_answers_for_all_their_devices():
    person = make_person()
    agree(person, OFFLINE)
    assert keeps(ask(person, session="x")) == OFFLINE.code
    assert keeps(ask(person, session="x", **{ANSWER: f"{version()}:"})) == OFFLINE.code


def test_taking_it_back_clears_what_is_no_cookie_too():
    person = make_person()
    response = take_away(ask(person, visits="1"), HttpResponse())
    assert response.headers["Clear-Site-Data"] == '"storage"'
    assert response.cookies["visits"].value == ""


def test_what_is_not_necessary_needs_a_purpose_with_a_yes():
    with pytest.raises(ValueError, match="rests on consent"):
        Cookie(name="x", words="", days=1, necessary=False)
    assert {each.kind for each in COOKIES} == {Kind.COOKIE, Kind.CACHE}
