"""3.1.d: network identity."""

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client

from boxmalls.accounts.signin.models import User
from boxmalls.accounts.testing import PASSWORD, make_user, sign_in

pytestmark = pytest.mark.django_db(databases=["default", "safe"])


def test_of_a_password_only_a_fingerprint_is_kept():
    kept = User.objects.get(pk=make_user("nora@posteo.example", password=PASSWORD).pk).password
    assert kept.startswith("argon2$argon2id$")
    assert PASSWORD not in kept


def test_the_network_address_goes_with_the_open_session(hers, lena):
    sign_in(Client(), lena)
    hers.get("/account")
    other = UserSession.objects.create(
        user=User.objects.get(person_id=lena.pk), ip="192.0.2.7", session_key="elsewhere", user_agent="Firefox", last_seen_at=lena.made_at
    )
    hers.post(f"/account/sessions/{other.pk}/ending")
    assert not UserSession.objects.filter(ip="192.0.2.7").exists()


def test_of_a_network_only_the_part_of_a_household_is_kept():
    make_user("nora@posteo.example", password=PASSWORD)
    device = Client(REMOTE_ADDR="2001:db8:1:2:3:4:5:6")
    device.post("/accounts/login/", {"login": "nora@posteo.example", "password": PASSWORD})
    device.get("/account")
    assert UserSession.objects.get().ip == "2001:db8:1:2::"
