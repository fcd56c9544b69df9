"""The cart: putting in, changing, taking out, and what it says about itself."""

import pytest

from boxmalls.catalog.actions.stock import set_stock
from boxmalls.catalog.models import Offer
from boxmalls.checkout.actions import change_quantity, put_in_cart, start_checkout, take_out
from boxmalls.checkout.models import Cart, CartLine
from boxmalls.checkout.models.cart import MOST_LINES
from boxmalls.checkout.queries import cart_count, cart_view
from boxmalls.checkout.refusals import CartFull, EmptyCart, NotForSale, NotInCart, TooFew, TooManyOfOne
from boxmalls.checkout.testing import AT, make_cart, make_delivered_offer
from boxmalls.privacy.testing import make_visitor
from boxmalls.sellers.actions import pause_seller
from boxmalls.shipping.testing import make_rate
from boxmalls.sites.testing import make_site

pytestmark = pytest.mark.django_db(databases=["default", "safe"])


@pytest.fixture
def site():
    return make_site("eu")


@pytest.fixture
def visitor():
    return make_visitor()


def lines():
    return sorted(CartLine.objects.values_list("offer_id", "quantity"))


def test_the_same_thing_twice_is_one_line_of_two(site, visitor):
    offer = make_delivered_offer()
    put_in_cart(person=visitor, site=site, offer=offer, at=AT)
    put_in_cart(person=visitor, site=site, offer=offer.pk, quantity=2, at=AT)
    assert lines() == [(offer.pk, 3)]
    assert Cart.objects.count() == 1
    assert cart_count(visitor.pk) == cart_count(visitor.pk, "eu") == 3
    assert cart_count(visitor.pk, "tw") == cart_count(None) == 0


def test_carts_of_two_sites_do_not_mix(site, visitor):
    put_in_cart(person=visitor, site=site, offer=make_delivered_offer(), at=AT)
    other = make_site("tw")
    put_in_cart(person=visitor, site=other, offer=make_delivered_offer(site=other), at=AT)
    assert (cart_view(visitor.pk, site).count, cart_view(visitor.pk, other).count) == (1, 1)
    assert cart_view(visitor.pk, other).currency == "TWD"


@pytest.mark.parametrize("quantity", [0, -1, 100, 10**9])
def test_a_number_that_makes_no_sense_is_refused(site, visitor, quantity):
    offer = make_delivered_offer(stock=10**6)
    with pytest.raises(TooManyOfOne):
        put_in_cart(person=visitor, site=site, offer=offer, quantity=quantity, at=AT)
    assert lines() == []


def test_more_than_there_are_is_refused_and_the_cart_stays(site, visitor):
    offer = make_delivered_offer(stock=3)
    put_in_cart(person=visitor, site=site, offer=offer, quantity=2, at=AT)
    with pytest.raises(TooFew) as refusal:
        put_in_cart(person=visitor, site=site, offer=offer, quantity=2, at=AT)
    assert refusal.value.details == {"left": 3}
    with pytest.raises(TooFew):
        change_quantity(person=visitor, site=site, offer=offer, quantity=4, at=AT)
    assert lines() == [(offer.pk, 2)]


def test_what_is_held_for_the_cart_itself_counts_as_there(site, visitor):
    offer = make_delivered_offer(stock=3)
    put_in_cart(person=visitor, site=site, offer=offer, quantity=2, at=AT)
    start_checkout(person=visitor, site=site, at=AT)
    change_quantity(person=visitor, site=site, offer=offer, quantity=3, at=AT)
    assert cart_view(visitor.pk, site).can_check_out


@pytest.mark.parametrize("why", ["paused", "retired", "other-site"])
def test_what_is_not_for_sale_does_not_go_in(site, visitor, why):
    offer = make_delivered_offer(site=make_site("tw") if why == "other-site" else site)
    if why == "paused":
        pause_seller(seller=offer.seller)
    if why == "retired":
        Offer.objects.update(status="retired")
    with pytest.raises(NotForSale):
        put_in_cart(person=visitor, site=site, offer=offer, at=AT)
    assert lines() == []


def test_a_cart_takes_so_many_things(site, visitor, monkeypatch):
    monkeypatch.setattr("boxmalls.checkout.actions.cart.MOST_LINES", 2)
    assert MOST_LINES == 60
    for _ in range(2):
        put_in_cart(person=visitor, site=site, offer=make_delivered_offer(), at=AT)
    with pytest.raises(CartFull):
        put_in_cart(person=visitor, site=site, offer=make_delivered_offer(), at=AT)
    assert cart_count(visitor.pk) == 2


def test_changing_and_taking_out(site, visitor):
    offer = make_delivered_offer()
    with pytest.raises(NotInCart):
        change_quantity(person=visitor, site=site, offer=offer, quantity=2, at=AT)
    put_in_cart(person=visitor, site=site, offer=offer, at=AT)
    change_quantity(person=visitor, site=site, offer=offer, quantity=4, at=AT)
    assert lines() == [(offer.pk, 4)]
    change_quantity(person=visitor, site=site, offer=offer, quantity=0, at=AT)
    take_out(person=visitor, site=site, offer=offer, at=AT)
    assert lines() == []
    with pytest.raises(EmptyCart):
        start_checkout(person=visitor, site=site, at=AT)


def test_the_cart_says_what_everything_costs(site, visitor):
    offer = make_delivered_offer(price_minor=1000, stock=9)
    make_rate(offer.seller, site, code="express", name="Express", price_minor=990)
    make_rate(offer.seller, site, code="slow", name="Slow", price_minor=690, free_from_minor=2000)
    put_in_cart(person=visitor, site=site, offer=offer, at=AT)
    (group,) = cart_view(visitor.pk, site).groups
    assert [(rate.code, rate.price_minor, rate.chosen) for rate in group.rates] == [("parcel", 490, True), ("slow", 690, False), ("express", 990, False)]
    assert cart_view(visitor.pk, site, {offer.seller_id: "express"}).total_minor == 1990
    assert cart_view(visitor.pk, site, {str(offer.seller_id): "pigeon"}).total_minor == 1490
    change_quantity(person=visitor, site=site, offer=offer, quantity=2, at=AT)
    assert cart_view(visitor.pk, site).total_minor == 2000


def test_the_cart_says_why_it_cannot_be_bought(site, visitor):
    gone, few, dearer, paused = (make_delivered_offer(stock=5, price_minor=1000) for _ in range(4))
    for offer in (gone, few, dearer, paused):
        put_in_cart(person=visitor, site=site, offer=offer, quantity=2, at=AT)
    set_stock(offer_id=gone.pk, on_hand=0)
    set_stock(offer_id=few.pk, on_hand=1)
    Offer.objects.filter(pk=dearer.pk).update(price_minor=1200)
    pause_seller(seller=paused.seller)
    view = cart_view(visitor.pk, site)
    told = {offer.pk: [(problem.code, problem.blocks) for problem in view.problems_at(offer.pk)] for offer in (gone, few, dearer, paused)}
    assert told == {gone.pk: [("sold-out", True)], few.pk: [("too-few", True)], dearer.pk: [("price-changed", False)], paused.pk: [("seller-paused", True)]}
    assert "1 left" in str(view.problems_at(few.pk)[0].words)
    assert not view.can_check_out


def test_nobodys_cart_is_empty(site):
    view = cart_view(None, site)
    assert (view.groups, view.count, view.total_minor, view.can_check_out) == ((), 0, 0, False)


def test_a_cart_is_gone_with_its_lines_but_the_offer_stays():
    cart = make_cart()
    cart.delete()
    assert lines() == []
    assert Offer.objects.count() == 2
