"""2.a: opening an account."""

import pytest

from boxmalls.accounts.signin.models import User
from boxmalls.accounts.testing import PASSWORD
from boxmalls.privacy.rights.rows import count_rows

pytestmark = pytest.mark.django_db(databases=["default", "safe"])


def test_opening_an_account_takes_an_address_and_a_password_and_nothing_else(client):
    client.post("/accounts/signup/", {"email": "nora@posteo.example", "password1": PASSWORD, "accept_policy": "on"})
    held = count_rows(User.objects.get(email="nora@posteo.example").person_id)
    assert {"signin.User", "account.EmailAddress"} <= set(held) <= {"signin.User", "account.EmailAddress", "privacy.Acceptance", "privacy.Disclosure"}
