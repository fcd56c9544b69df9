"""2.d: telephone, letters, fax, chat."""

import pytest
from django.test import Client

from boxmalls.accounts.models import Staff
from boxmalls.accounts.testing import make_staff, sign_in
from boxmalls.checkout.testing import make_order
from boxmalls.orders.actions.write import messages_of, write_to_buyer, write_to_seller
from boxmalls.orders.models import OrderMessage
from boxmalls.orders.refusals import HoldsAContact
from boxmalls.privacy.testing import AT
from boxmalls.privacy_office.models import Request

CHANNELS = ("phone", "letter", "fax", "chat", "paper", "meeting", "social")
pytestmark = pytest.mark.django_db(databases=["default", "safe"])


def test_a_call_and_a_letter_are_written_down_with_the_day_on_which_they_arrived():
    officer = sign_in(Client(), make_staff(Staff.OFFICER, at=AT))
    for channel in CHANNELS:
        told = {"channel": channel, "received_at": "2026-04-06T09:30", "site": "eu", "kind": "complain", "words": "Too many mails.", "language": "en"}
        officer.post("/office/requests/new", told, headers={"host": "eu.localhost"})
    found = Request.objects.order_by("channel").values_list("channel", "received_on")
    assert [(channel, f"{day}") for channel, day in found] == [(channel, "2026-04-06") for channel in sorted(CHANNELS)]


def test_a_call_is_not_recorded_before_the_caller_agreed():
    officer = sign_in(Client(), make_staff(Staff.OFFICER, at=AT))
    told = {"channel": "phone", "received_at": "2026-04-06T09:30", "site": "eu", "kind": "complain", "words": "Hm.", "language": "en", "recorded": "on"}
    assert officer.post("/office/requests/new", told, headers={"host": "eu.localhost"}).status_code == 422
    assert not Request.objects.exists()
    officer.post("/office/requests/new", told | {"agreed": "on"}, headers={"host": "eu.localhost"})
    assert Request.objects.count() == 1


def test_buyer_and_seller_write_to_each_other_without_learning_an_address_or_a_number(lena):
    order = make_order(lena)
    write_to_seller(order=order, person=lena.pk, text="Please leave it with the neighbour.", at=AT)
    with pytest.raises(HoldsAContact):
        write_to_seller(order=order, person=lena.pk, text="Write to lena at posteo dot de.", at=AT)
    with pytest.raises(HoldsAContact):
        write_to_buyer(seller=order.seller, number=order.number, text="Call me: +49 1512 3456789", at=AT)
    assert [each.text for each in messages_of(order.pk)] == ["Please leave it with the neighbour."]
    assert "neighbour" not in str(OrderMessage.objects.values("text").get()["text"])
