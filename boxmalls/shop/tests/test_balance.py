"""The balance page: paying in, and what it says."""

import pytest
from django.test import Client

from boxmalls.accounts.testing import make_account, sign_in
from boxmalls.ledger.queries import balance
from boxmalls.payments.models import Payment
from boxmalls.payments.testing import confirm
from boxmalls.sites.testing import make_site
from tests.naughty import strings

pytestmark = pytest.mark.django_db(databases=["default", "safe"])
HOST = {"host": "eu.localhost", "accept-language": "en"}


@pytest.fixture
def buyer():
    make_site("eu")
    return make_account()


@pytest.fixture
def client(buyer):
    found = Client(headers=HOST)
    sign_in(found, buyer)
    return found


def test_paying_in_shows_where_to_and_counts_only_what_arrived(client, buyer):
    answer = client.post("/balance", {"amount": "25.50"})
    assert (answer.status_code, answer["location"]) == (303, "/balance#waiting")
    payment = Payment.objects.get(person_id=buyer.pk)
    assert payment.amount_minor == 2550
    assert payment.reference in client.get("/balance").text
    assert balance(buyer.pk, "EUR") == 0
    confirm(payment)
    page = client.get("/balance").text
    assert "€25.50" in page
    assert payment.reference not in page


@pytest.mark.parametrize("amount", ["", "0", "-5", "0.001", "10001", "many", "1e9", "NaN", "Infinity"])
def test_an_amount_that_is_none_is_asked_for_again_and_nothing_is_expected(client, amount):
    answer = client.post("/balance", {"amount": amount})
    assert answer.status_code == 422
    assert "Enter an amount between €1.00 and €10,000.00" in answer.text
    assert not Payment.objects.exists()


def test_whatever_is_typed_there_is_an_answer(client, monkeypatch):
    monkeypatch.setattr("boxmalls.base.limits.take", lambda *args, **kwargs: None)
    for naughty in strings()[:120]:
        assert client.post("/balance", {"amount": naughty}).status_code in (303, 422)


def test_a_stranger_is_asked_to_sign_in(db):
    make_site("eu")
    assert Client(headers=HOST).get("/balance").status_code == 302


def test_the_page_costs_the_same_however_much_moved(client, buyer, django_assert_max_num_queries):
    from boxmalls.payments.testing import make_balance

    counts = []
    client.get("/balance")  # what is asked once about a person is asked here
    for _round in range(2):
        for _each in range(3):
            make_balance(buyer, 500)
        from django.db import connections
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connections["default"]) as seen:
            client.get("/balance")
        counts.append(len(seen))
    assert counts[0] == counts[1]
