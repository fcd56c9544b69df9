"""Many buyers at once: nothing is ordered twice, nothing is sold that is not there, nobody dies in a deadlock."""

import random
from collections import Counter
from dataclasses import replace

import pytest
from django.db import OperationalError

from boxmalls.base.pipeline import Statement
from boxmalls.base.refusals import Refusal
from boxmalls.catalog.actions.stock import SoldOut, release_expired
from boxmalls.catalog.models import Stock
from boxmalls.checkout.actions import change_quantity, complete_checkout, put_in_cart, start_checkout
from boxmalls.checkout.actions import complete as module
from boxmalls.checkout.actions.check_books import check_all_books
from boxmalls.checkout.lines import reading
from boxmalls.checkout.models import Completion
from boxmalls.checkout.queries import cart_view
from boxmalls.checkout.refusals import CannotCheckOut
from boxmalls.checkout.testing import ADDRESSES, AT, EMAIL, make_cart, make_delivered_offer, make_group
from boxmalls.ledger.testing import at_once, owner_cursor
from boxmalls.orders.actions import cancel_order, ship_order
from boxmalls.orders.models import Order, OrderGroup, OrderLine
from boxmalls.payments.testing import make_balance
from boxmalls.sites.queries import all_sites

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "safe"])

WORKERS = 16


def asking(cart, key):
    """A function that orders what is in a cart, knowing everything beforehand."""
    wish = {
        "cart": cart, "person": cart.person, "key": key, "contact": {"email": EMAIL}, "delivery": ADDRESSES[cart.site_id], "shipping": {}, "at": AT,
        "expected_total_minor": cart_view(cart.person_id, cart.site).total_minor, "payment_method": "balance", "language": "en",
    }  # fmt: skip
    return lambda: complete_checkout(**wish)


def shared_out(tasks):
    """Do all tasks in a few threads; what each returned or raised."""

    def work(number):
        return [outcome(task) for task in tasks[number::WORKERS]]

    done = at_once(work, WORKERS)
    assert not [each for each in done if isinstance(each, Exception)], done
    return [one for each in done for one in each]


def outcome(task):
    try:
        return task()
    except (Refusal, OperationalError) as error:
        return error


def twelve_checkouts_asked_for_384_times():
    offers = [make_delivered_offer(stock=9999) for _ in range(5)]
    tasks = []
    for number in range(12):
        cart = make_cart(offers=random.sample(offers, 3))
        make_balance(cart.person, 10_000_000)
        tasks += [asking(cart, f"checkout-{number}")] * 32
    random.shuffle(tasks)
    return shared_out(tasks)


def test_384_retries_of_12_checkouts_make_12_groups():
    answers = Counter(group.number for group in twelve_checkouts_asked_for_384_times())
    assert list(answers.values()) == [32] * 12
    assert OrderGroup.objects.count() == Completion.objects.count() == 12
    assert Order.objects.count() == 36
    assert sum(9999 - on_hand for on_hand in Stock.objects.values_list("on_hand", flat=True)) == 36
    assert check_all_books() == []


def test_without_key_and_cart_taken_the_retries_order_again(monkeypatch):
    take = module._take
    monkeypatch.setattr(module, "_take", lambda *given: take(*given[:-1], Statement("SELECT true")))
    monkeypatch.setattr(
        module, "taking", lambda cart_id: Statement(reading(None, "").text.replace("c.person_id = %s AND c.site_id = %s", "c.id = %s"), [cart_id])
    )
    groups = [each for each in twelve_checkouts_asked_for_384_times() if isinstance(each, OrderGroup)]
    assert len({group.number for group in groups}) > 12


def test_forty_buyers_for_ten_things_buy_exactly_ten():
    offer = make_delivered_offer(stock=10)
    outcomes = shared_out([asking(rich_cart([offer]), "my-only-key") for _ in range(40)])
    assert sum(isinstance(each, OrderGroup) for each in outcomes) == 10
    assert sum(isinstance(each, SoldOut | CannotCheckOut) for each in outcomes) == 30
    assert (Stock.objects.get().on_hand, OrderLine.objects.count()) == (0, 10)
    assert check_all_books() == []


def test_without_the_guards_more_than_ten_would_be_sold(monkeypatch):
    with owner_cursor() as cursor:
        cursor.execute("ALTER TABLE catalog_stock DROP CONSTRAINT catalog_stock_not_oversold")
    read = module.sql.read
    monkeypatch.setattr(module.sql, "read", lambda file, name: read(file, name).replace(" AND on_hand - reserved + %(held)s >= %(sold)s", ""))
    monkeypatch.setattr(module, "decide", lambda found, *args, decide=module.decide, **more: decide(with_plenty(found), *args, **more))
    offer = make_delivered_offer(stock=10)
    outcomes = shared_out([asking(rich_cart([offer]), "my-only-key") for _ in range(40)])
    assert sum(isinstance(each, OrderGroup) for each in outcomes) == 40


def test_sales_over_the_same_sellers_in_any_order_all_go_through():
    offers = [make_delivered_offer(stock=9999) for _ in range(6)]
    carts = [rich_cart(random.sample(offers, 6)) for _ in range(32)]
    assert all(isinstance(each, OrderGroup) for each in shared_out([asking(cart, "my-only-key") for cart in carts]))
    assert OrderGroup.objects.count() == 32
    assert check_all_books() == []


def test_whatever_happens_at_once_the_books_agree():
    offers = [make_delivered_offer(stock=30) for _ in range(4)]
    sites = {site.code: site for site in all_sites()}
    groups = [make_group(offers=random.sample(offers, 2)) for _ in range(6)]
    orders = [order for group in groups for order in group.orders.all()]
    carts = [rich_cart(random.sample(offers, 2)) for _ in range(10)]
    tasks = [asking(cart, f"key-{number}-once") for number, cart in enumerate(carts)] * 2
    for cart in carts:
        tasks += [
            lambda cart=cart: start_checkout(person=cart.person_id, site=sites["eu"], at=AT),
            lambda cart=cart: change_quantity(person=cart.person_id, site=sites["eu"], offer=random.choice(offers).pk, quantity=2, at=AT),
            lambda cart=cart: put_in_cart(person=cart.person_id, site=sites["eu"], offer=random.choice(offers).pk, at=AT),
        ]
    for order in orders:
        tasks += [lambda order=order: cancel_order(order=order.pk, person=order.person_id, at=AT)] * 2
        tasks += [lambda order=order: ship_order(order=order.pk, seller=order.seller_id, carrier="Post", at=AT)]
    tasks += [lambda: release_expired(at=AT.replace(hour=23))] * 4
    random.shuffle(tasks)
    outcomes = shared_out(tasks)
    assert not [each for each in outcomes if isinstance(each, OperationalError)]
    release_expired(at=AT.replace(hour=23))
    assert check_all_books() == []
    for offer in offers:
        kept = OrderLine.objects.filter(offer_id=offer.pk, order__cancellation__isnull=True)
        assert Stock.objects.get(pk=offer.pk).on_hand == 30 - sum(kept.values_list("quantity", flat=True))


def rich_cart(offers):
    """A cart of somebody who can pay for it."""
    cart = make_cart(offers=offers)
    make_balance(cart.person, 1_000_000)
    return cart


def with_plenty(found):
    """The same lines, as if there were enough of everything."""
    return replace(found, lines=[replace(line, left=99) for line in found.lines])
