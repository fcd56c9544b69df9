"""What the shop's tests share."""

import pytest
from django.test import Client

from boxmalls.accounts.testing import make_account, sign_in
from boxmalls.privacy.models import Person


@pytest.fixture
def buyer(client: Client) -> Person:
    """Somebody with an account, signed in."""
    person = make_account()
    sign_in(client, person)
    return person
