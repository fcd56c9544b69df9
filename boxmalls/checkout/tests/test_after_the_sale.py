"""What happens to an order after the sale: paid, shipped, received, called off."""

from datetime import timedelta

import pytest

from boxmalls.base.models import OutboxFact
from boxmalls.catalog.models import Stock
from boxmalls.checkout.actions.check_books import check_all_books
from boxmalls.checkout.testing import AT, make_delivered_offer, make_group, make_order
from boxmalls.ledger.models import Account
from boxmalls.ledger.queries import balance, platform_balance, seller_balance
from boxmalls.orders.actions import cancel_order, cancel_unpaid, mark_received, ship_order
from boxmalls.orders.models import Cancellation, Invoice, Receipt, Shipment
from boxmalls.orders.queries import order_for_person
from boxmalls.orders.refusals import NoSuchOrder, NotToShip, NotYetShipped, TooLateToCancel
from boxmalls.payments.actions import AlreadyConfirmed, top_up
from boxmalls.payments.models import Payment, Refund
from boxmalls.payments.queries import awaited_transfers
from boxmalls.payments.testing import confirm
from boxmalls.privacy.testing import make_person
from boxmalls.sellers.testing import make_seller

pytestmark = pytest.mark.django_db(databases=["default", "safe"])

LATER = AT + timedelta(days=8)


def state(order):
    shown = order_for_person(order.person_id, order.group.number)
    return next(each.state for each in shown.orders if each.id == order.pk)


@pytest.fixture(autouse=True)
def _books_agree():
    yield
    assert check_all_books() == []


def test_a_paid_order_is_shipped_by_its_seller_and_received_by_its_buyer():
    order = make_order()
    assert state(order) == "to_ship"
    ship_order(order=order, seller=order.seller, carrier="PostNL", tracking="3SABCD123", at=AT)
    assert state(order) == "shipped"
    shown = order_for_person(order.person_id, order.group.number).orders[0]
    assert (shown.carrier, shown.tracking) == ("PostNL", "3SABCD123")
    mark_received(order=order, person=order.person, at=LATER)
    assert state(order) == "received"
    assert mark_received(order=order, person=order.person, at=LATER + timedelta(days=1)).received_at == LATER
    topics = list(OutboxFact.objects.filter(topic__startswith="order.").values_list("topic", flat=True))
    assert topics == ["order.placed", "order.shipped", "order.received"]


def test_another_seller_cannot_ship_and_another_buyer_cannot_receive():
    order = make_order()
    with pytest.raises(NoSuchOrder):
        ship_order(order=order, seller=make_seller(), carrier="PostNL", at=AT)
    assert not Shipment.objects.exists()
    ship_order(order=order, seller=order.seller, carrier="PostNL", at=AT)
    with pytest.raises(NoSuchOrder):
        mark_received(order=order, person=make_person(), at=AT)
    assert not Receipt.objects.exists()


def test_an_order_is_shipped_once_and_only_when_paid():
    order = make_order(paid=False)
    with pytest.raises(NotToShip):
        ship_order(order=order, seller=order.seller, carrier="PostNL", at=AT)
    confirm(Payment.objects.get())
    ship_order(order=order, seller=order.seller, carrier="PostNL", at=AT)
    with pytest.raises(NotToShip):
        ship_order(order=order, seller=order.seller, carrier="DHL", at=AT)
    assert Shipment.objects.get().carrier == "PostNL"


def test_what_is_not_shipped_cannot_be_received():
    order = make_order()
    with pytest.raises(NotYetShipped):
        mark_received(order=order, person=order.person, at=AT)


def test_calling_off_gives_back_money_goods_and_invoice():
    offer = make_delivered_offer(stock=5)
    order = make_order(offer=offer, quantity=2)
    assert balance(order.person_id, "EUR") == 0
    cancel_order(order=order, person=order.person, at=AT)
    assert state(order) == "cancelled"
    assert balance(order.person_id, "EUR") == order.total_minor
    assert seller_balance(order.seller_id, "EUR") == 0
    assert platform_balance(Account.Kind.COMMISSION, "EUR") == 0
    assert Stock.objects.get(pk=offer.pk).on_hand == 5
    numbers = list(Invoice.objects.order_by("sequence").values_list("kind", "sequence", "total_minor"))
    assert numbers == [("invoice", 1, order.total_minor), ("credit", 2, -order.total_minor)]
    with pytest.raises(NotToShip):
        ship_order(order=order, seller=order.seller, carrier="PostNL", at=AT)


def test_calling_off_twice_gives_back_once():
    order = make_order()
    first = cancel_order(order=order, person=order.person, at=AT)
    assert cancel_order(order=order, person=order.person, at=LATER) == first
    assert balance(order.person_id, "EUR") == order.total_minor
    assert Invoice.objects.count() == 2


def test_one_order_of_a_group_is_called_off_and_the_other_stays():
    group = make_group()
    one, other = group.orders.order_by("number")
    cancel_order(order=one, person=one.person, at=AT)
    assert (state(one), state(other)) == ("cancelled", "to_ship")
    assert balance(one.person_id, "EUR") == one.total_minor


def test_nobody_else_can_call_off():
    order = make_order()
    with pytest.raises(NoSuchOrder):
        cancel_order(order=order, person=make_person(), at=AT)
    with pytest.raises(NoSuchOrder):
        cancel_order(order=order, by="seller", seller=make_seller(), at=AT)
    with pytest.raises(TypeError):
        cancel_order(order=order, at=AT)
    assert not Cancellation.objects.exists()
    cancel_order(order=order, by="seller", seller=order.seller, at=AT)


def test_what_is_shipped_cannot_be_called_off():
    order = make_order()
    ship_order(order=order, seller=order.seller, carrier="PostNL", at=AT)
    with pytest.raises(TooLateToCancel):
        cancel_order(order=order, person=order.person, at=AT)
    assert balance(order.person_id, "EUR") == 0
    assert not Refund.objects.exists()


def test_a_transfer_that_arrives_pays_the_sellers_once():
    group = make_group(paid=False)
    order = group.orders.first()
    assert state(order) == "awaiting_payment"
    (awaited,) = awaited_transfers()
    assert (awaited.reference, awaited.amount_minor) == (group.number, group.total_minor)
    confirm(awaited.payment_id)
    assert state(order) == "to_ship"
    assert awaited_transfers() == []
    assert platform_balance(Account.Kind.BANK, "EUR") == -group.total_minor
    with pytest.raises(AlreadyConfirmed):
        confirm(awaited.payment_id)
    assert platform_balance(Account.Kind.BANK, "EUR") == -group.total_minor


def test_what_was_called_off_before_the_transfer_came_goes_to_the_balance():
    group = make_group(paid=False)
    one, other = group.orders.order_by("number")
    cancel_order(order=one, person=one.person, at=AT)
    assert balance(one.person_id, "EUR") == 0
    confirm(Payment.objects.get())
    assert balance(one.person_id, "EUR") == one.total_minor
    assert (state(one), state(other)) == ("cancelled", "to_ship")
    assert seller_balance(one.seller_id, "EUR") == 0


def test_an_order_whose_transfer_never_comes_is_called_off_after_a_week():
    offer = make_delivered_offer(stock=5)
    order = make_order(offer=offer, paid=False)
    assert cancel_unpaid(at=AT + timedelta(days=6)) == 0
    assert cancel_unpaid(at=LATER) == 1
    assert cancel_unpaid(at=LATER) == 0
    assert state(order) == "cancelled"
    assert Cancellation.objects.get().by == "unpaid"
    assert Stock.objects.get(pk=offer.pk).on_hand == 5


def test_a_transfer_that_comes_too_late_goes_to_the_balance():
    order = make_order(paid=False)
    cancel_unpaid(at=LATER)
    (awaited,) = awaited_transfers()
    assert awaited.lapsed
    confirm(awaited.payment_id, at=LATER)
    assert balance(order.person_id, "EUR") == order.total_minor


def test_money_paid_in_is_there_when_staff_saw_it():
    person = make_person()
    payment = top_up(person_id=person.pk, amount_minor=5000, currency="EUR", at=AT)
    assert balance(person.pk, "EUR") == 0
    confirm(payment)
    assert balance(person.pk, "EUR") == 5000
