"""2.a: opening an account, using the shop without one, selling."""

from datetime import timedelta

import pytest

from boxmalls.accounts import tasks
from boxmalls.accounts.signin.models import User
from boxmalls.accounts.testing import PASSWORD, make_seller_member
from boxmalls.base.clock import now
from boxmalls.checkout.models import Cart
from boxmalls.privacy.models import Person
from boxmalls.privacy.rights.inventory import holdings_of
from boxmalls.privacy.rights.rows import count_rows
from tests.clauses.ordering import fill_basket

pytestmark = pytest.mark.django_db(databases=["default", "safe"])


def test_opening_an_account_takes_an_address_and_a_password_and_nothing_else(client):
    client.post("/accounts/signup/", {"email": "nora@posteo.example", "password1": PASSWORD, "accept_policy": "on"})
    held = count_rows(User.objects.get(email="nora@posteo.example").person_id)
    assert {"signin.User", "account.EmailAddress"} <= set(held) <= {"signin.User", "account.EmailAddress", "privacy.Acceptance", "privacy.Disclosure"}


def test_who_uses_the_shop_without_an_account_is_a_number_with_a_basket_and_then_nobody(client, monkeypatch):
    fill_basket(client)
    visitor = Person.objects.get(kind=Person.VISITOR)
    assert set(count_rows(visitor.pk)) == {"checkout.Cart", "checkout.CartLine"}
    Cart.objects.filter(person=visitor).delete()
    later = now() + timedelta(days=60)
    monkeypatch.setattr(tasks, "now", lambda: later)
    tasks.forget_visitors.call()
    assert not Person.objects.filter(pk=visitor.pk).exists()


def test_of_who_sells_it_is_kept_for_which_store_since_when_and_in_which_role_and_nothing_else():
    member = make_seller_member(email="mei@shop.example")
    kept = {cell.column for cell in holdings_of(member.pk) if cell.holding.model == "sellers.TeamMember"}
    assert kept == {"role", "joined_at"}
    assert set(count_rows(member.pk)) == {"signin.User", "account.EmailAddress", "sellers.TeamMember"}
