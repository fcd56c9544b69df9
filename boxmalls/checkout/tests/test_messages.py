"""Buyer and seller write to each other through us, and neither learns how to reach the other elsewhere."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client

from boxmalls.accounts.testing import make_account, make_seller_member, sign_in
from boxmalls.base.limits import TriedTooOften
from boxmalls.checkout.testing import AT, EMAIL, make_delivered_offer, make_order
from boxmalls.orders.actions.write import A_DAY, messages_of, write_to_buyer, write_to_seller
from boxmalls.orders.models import OrderMessage
from boxmalls.orders.refusals import HoldsAContact, LeaseIsOver, NoSuchOrder, NothingWritten
from boxmalls.orders.rules import LEASE_AT_MOST
from boxmalls.orders.testing import react
from boxmalls.privacy.models import Disclosure
from boxmalls.privacy.rights.erasing import erase_person
from boxmalls.privacy.testing import make_person, publish
from boxmalls.sellers.testing import make_seller
from boxmalls.sites.testing import make_sites

pytestmark = pytest.mark.django_db(databases=["default", "safe"])
HOST = {"host": "eu.localhost"}


@pytest.fixture
def order():
    make_sites()
    publish()
    return make_order(make_account("writes@example.org"), make_delivered_offer(seller=make_seller(learns="label")))


def test_what_a_seller_writes_is_told_by_mail_without_the_words(order):
    react()
    mail.outbox.clear()
    for words in ("Shall I wait until Monday?", "Or Tuesday?"):
        write_to_buyer(seller=order.seller, number=order.number, text=words, at=AT)
    react()
    (letter,) = mail.outbox
    assert letter.to == [EMAIL]
    assert "Monday" not in letter.body
    assert order.number in letter.subject
    write_to_seller(order=order, person=order.person_id, text="Monday is fine.", at=AT)
    assert [(each.from_seller, each.text) for each in messages_of(order.pk)] == [
        (True, "Shall I wait until Monday?"),
        (True, "Or Tuesday?"),
        (False, "Monday is fine."),
    ]
    assert Disclosure.objects.get(what="what you wrote").recipient == f"seller:{order.seller_id}"


@pytest.mark.parametrize("words", ["Write to me@example.org", "Call 0341 123 45 67", "LINE id: shop88"])
def test_a_contact_is_caught_both_ways_and_nothing_is_kept(order, words):
    with pytest.raises(HoldsAContact):
        write_to_buyer(seller=order.seller, number=order.number, text=words, at=AT)
    with pytest.raises(HoldsAContact):
        write_to_seller(order=order, person=order.person_id, text=words, at=AT)
    assert not OrderMessage.objects.exists()


def test_nobody_writes_about_anothers_order_or_after_the_lease_or_nothing(order):
    with pytest.raises(NoSuchOrder):
        write_to_seller(order=order, person=make_person().pk, text="Hello", at=AT)
    with pytest.raises(NoSuchOrder):
        write_to_buyer(seller=make_seller(), number=order.number, text="Hello", at=AT)
    with pytest.raises(LeaseIsOver):
        write_to_buyer(seller=order.seller, number=order.number, text="Hello", at=AT + LEASE_AT_MOST)
    with pytest.raises(NothingWritten):
        write_to_seller(order=order, person=order.person_id, text=" \x00 ", at=AT)
    assert not OrderMessage.objects.exists()


def test_so_many_a_day(order):
    for number in range(A_DAY.amount):
        write_to_seller(order=order, person=order.person_id, text=f"Number {number}", at=AT)
    with pytest.raises(TriedTooOften):
        write_to_seller(order=order, person=order.person_id, text="One more", at=AT)
    write_to_seller(order=order, person=order.person_id, text="Tomorrow", at=AT + timedelta(days=2))


def test_the_pages_keep_what_was_typed_and_say_why_it_cannot_go(order):
    desk, buyer = Client(), Client()
    sign_in(desk, make_seller_member(order.seller))
    sign_in(buyer, order.person)
    for client, path in ((desk, f"/seller/orders/{order.number}/messages"), (buyer, f"/orders/{order.group.number}/{order.number}/messages")):
        assert client.get(path, headers=HOST).status_code == 200
        refused = client.post(path, {"text": "Mail zofia@canary.example"}, headers=HOST)
        assert refused.status_code == 422
        assert "zofia@canary.example" in refused.text
    assert not OrderMessage.objects.exists()


def test_messages_go_with_the_buyer(order):
    write_to_seller(order=order, person=order.person_id, text="I moved house.", at=AT)
    erase_person(person=order.person_id, site_code="eu", at=AT)
    assert not OrderMessage.objects.exists()
