"""Whoever is erased, the books balance and invoices have no gaps; what the law holds says what it names, and ends by itself."""

import os
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from boxmalls.accounts.testing import make_account
from boxmalls.checkout.testing import ADDRESSES, complete, make_cart, make_delivered_offer
from boxmalls.ledger.actions import check_books
from boxmalls.orders.actions import cancel_order
from boxmalls.orders.actions.check_books import check_orders
from boxmalls.orders.models import Invoice, InvoiceCounter, Order, OrderLine
from boxmalls.payments.models import Payment
from boxmalls.payments.testing import confirm, make_balance
from boxmalls.privacy.laws import laws
from boxmalls.privacy.register import HOLDINGS
from boxmalls.privacy.retention import sweep
from boxmalls.privacy.rights.erasing import erase_person, receipt_by_token
from boxmalls.privacy.testing import AT
from boxmalls.sellers.testing import make_seller
from boxmalls.sites.testing import make_site
from tests.rights.undone import undone

pytestmark = pytest.mark.django_db(databases=["default", "safe"])

FULL = os.environ.get("BOXMALLS_PROOF_SIZE", "small") == "full"
EXAMPLES = 200 if FULL else 5
DOINGS = ["order", "pay", "call off", "top up", "erase"]


def no_gaps():
    for counter in InvoiceCounter.objects.all():
        series = Invoice.objects.filter(site=counter.site, seller=counter.seller, year=counter.year).order_by("sequence")
        assert list(series.values_list("sequence", flat=True)) == list(range(1, counter.last + 1))


@pytest.fixture
def offers():
    return [make_delivered_offer(seller=make_seller(), stock=1000) for _two in range(2)]


@settings(max_examples=EXAMPLES, derandomize=not FULL, database=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(doings=st.lists(st.tuples(st.sampled_from(DOINGS), st.integers(0, 2)), min_size=4, max_size=9))
def test_the_books_balance_whoever_goes(offers, doings):
    with undone():
        do(offers, doings)


def do(offers, doings):
    """Each in their turn, and the first of them goes in the end; the books are looked at after every step."""
    people = {}
    for what, who in [*doings, ("erase", 0)]:
        person = people.setdefault(who, None) or people.update({who: make_account(password=None, at=AT)}) or people[who]
        if what == "order":
            complete(make_cart(person, offers), contact={"email": "somebody@example.org"})
        elif what == "top up":
            make_balance(person, 5_000)
        elif what == "pay":
            for payment in Payment.objects.filter(person=person, confirmation=None)[:1]:
                confirm(payment)
        elif what == "call off":
            for order in Order.objects.filter(person=person, shipment=None, cancellation=None)[:1]:
                cancel_order(order=order, person=person, at=AT)
        elif what == "erase":
            erase_person(person=person, site_code="eu", at=AT)
            people[who] = None
        check_books()
        assert check_orders() == []
        no_gaps()


@pytest.mark.parametrize("site", ["eu", "tw", "my"])
def test_what_the_law_holds_ends_by_itself_on_its_day(site):
    place = make_site(site)
    years = laws()[place.law].keep_years["books"]
    gone, stays = make_account(password=None, at=AT), make_account(password=None, at=AT)
    offer = make_delivered_offer(site=place, stock=50)
    for person in (gone, stays):
        complete(make_cart(person, [offer], site=place), contact={"email": "somebody@example.org"}, delivery=ADDRESSES[site])
    erase_person(person=gone, site_code=site, at=AT, receipt_token="secret")
    last, first_after = datetime(AT.year + years, 12, 31, 23, tzinfo=UTC), datetime(AT.year + years + 1, 1, 1, 3, tzinfo=UTC)
    held = {line.kept_until.isoformat() for line in receipt_by_token("secret").lines if line.kept and line.holding.startswith("orders.")}
    assert held == {last.date().isoformat()}, "the receipt says the day"
    sums = sorted(Order.objects.values_list("number", "total_minor"))

    sweep(at=last)
    assert Order.objects.filter(person=stays).exists()
    assert all(OrderLine.objects.values_list("title", flat=True))

    sweep(at=first_after)
    assert not Order.objects.exclude(person=None).exists()
    assert not any(OrderLine.objects.values_list("title", flat=True))
    assert sorted(Order.objects.values_list("number", "total_minor")) == sums, "the books still add up"
    check_books()
    no_gaps()
    assert sweep(at=first_after) == 0, "and it is over once"


def test_every_hold_names_its_law_and_keeps_only_columns_that_it_has():
    for holding in HOLDINGS:
        if holding.hold:
            day_of_its_own = not holding.hold.law and holding.keep.days == 0 and holding.keep.counted_from == holding.hold.counted_from
            assert day_of_its_own or any(holding.hold.law in law.keep_years for law in laws().values()), holding.model
            assert set(holding.hold.keeps.split()) <= set(holding.fields), holding.model
            assert holding.hold.why
            assert holding.hold.counted_from
