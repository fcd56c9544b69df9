"""Where one is signed in: seen, and ended one by one or all together."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client

from boxmalls.accounts.signin.sessions import note_seen, read_user_agent
from boxmalls.accounts.testing import PASSWORD, make_user
from boxmalls.base.clock import now

pytestmark = [pytest.mark.django_db(databases=["default", "safe"]), pytest.mark.usefixtures("shop")]

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1"


@pytest.fixture
def user():
    return make_user("lena@posteo.example")


def browser(user, agent=FIREFOX):
    client = Client(headers={"user-agent": agent})
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    return client


def test_the_page_lists_this_browser_first_and_the_others_by_name(user):
    phone, here = browser(user, IPHONE), browser(user)
    page = here.get("/account/sessions").content.decode()
    assert page.index("Firefox, Linux") < page.index("Safari, iPhone")
    assert phone.get("/account").status_code == 200


def test_ending_one_signs_that_browser_out_and_no_other(user):
    phone, here = browser(user, IPHONE), browser(user)
    other = UserSession.objects.get(user_agent=IPHONE)
    assert here.post(f"/account/sessions/{other.pk}/ending").status_code == 302
    assert phone.get("/account").status_code == 302
    assert here.get("/account").status_code == 200
    assert not Session.objects.filter(pk=other.session_key).exists()


def test_ending_the_others_leaves_this_one(user):
    others, here = [browser(user, IPHONE) for _ in range(3)], browser(user)
    here.post("/account/sessions/others/ending")
    assert all(client.get("/account").status_code == 302 for client in others)
    assert here.get("/account").status_code == 200
    assert UserSession.objects.count() == 1


def test_nobody_ends_a_session_of_somebody_else(user):
    stranger = browser(make_user("stranger@posteo.example"))
    mine = browser(user)
    theirs = UserSession.objects.get(user=user)
    assert stranger.post(f"/account/sessions/{theirs.pk}/ending").status_code == 404
    assert mine.get("/account").status_code == 200


def test_signing_out_takes_the_session_from_the_safe(user):
    client = browser(user)
    client.post("/accounts/logout/")
    assert client.get("/account").status_code == 302
    assert not Session.objects.exists()


def test_the_list_costs_the_same_however_long_it_is(user, django_assert_num_queries):
    here = browser(user)
    costs = []
    for more in (1, 4):
        for _ in range(more):
            browser(user, IPHONE)
        with django_assert_num_queries(3, using="default", exact=False), django_assert_num_queries(6, using="safe", exact=False) as seen:
            here.get("/account/sessions")
        costs.append(len(seen))
    assert costs[0] == costs[1]


def test_reading_pages_does_not_write_each_time(user):
    client = browser(user)
    client.get("/account")
    before = UserSession.objects.get().last_seen_at
    client.get("/account")
    assert UserSession.objects.get().last_seen_at == before


def test_after_ten_minutes_the_visit_is_noted(user, rf):
    client = browser(user)
    client.get("/account")
    request = rf.get("/")
    request.session = client.session
    later = now() + timedelta(minutes=11)
    note_seen(request, at=later)
    assert UserSession.objects.get().last_seen_at == later


@pytest.mark.parametrize(("agent", "names"), [(FIREFOX, ("Firefox", "Linux")), (IPHONE, ("Safari", "iPhone")), ("curl/8", ("", ""))])
def test_browsers_are_named_as_people_name_them(agent, names):
    assert read_user_agent(agent) == names
