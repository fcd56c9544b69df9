"""3.1.h: what else somebody tells."""

import pytest

from boxmalls.accounts.signin.models import User
from boxmalls.accounts.testing import PASSWORD, make_user
from boxmalls.checkout.models import CartLine
from tests.clauses.ordering import fill_basket

pytestmark = pytest.mark.django_db(databases=["default", "safe"])


def test_a_basket_follows_whoever_filled_it(client):
    owner = make_user("nora@posteo.example")
    owner.set_password(PASSWORD)
    owner.save()
    offer = fill_basket(client)
    client.post("/accounts/login/", {"login": "nora@posteo.example", "password": PASSWORD})
    assert User.objects.get(pk=owner.pk).last_login
    assert CartLine.objects.filter(cart__person_id=owner.person_id, offer=offer).count() == 1
