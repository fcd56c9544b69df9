"""A seller has a lease of a buyer's data: while it is open, what shipping needs; from then on nobody, wherever they look."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from io import StringIO
from unicodedata import normalize

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from boxmalls.checkout.testing import AT, make_delivered_offer, make_order
from boxmalls.orders.actions import cancel_order, mark_received, ship_order
from boxmalls.orders.actions.take_copy import COLUMNS, take_copy
from boxmalls.orders.models import SellerDownload
from boxmalls.orders.queries import find_for_seller, order_for_seller, orders_of_seller
from boxmalls.orders.rules import LEASE_AT_MOST, lease_ends, lease_is_open
from boxmalls.orders.watermark import copies_in, marked, new_copy
from boxmalls.privacy.models import Disclosure, JournalEntry
from boxmalls.sellers.testing import make_seller

database = pytest.mark.django_db(databases=["default", "safe"])
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
HOURS = st.integers(0, 24 * 400).map(lambda hours: AT + timedelta(hours=hours))
MOMENTS = st.one_of(st.none(), HOURS)


@dataclass
class Facts:
    paid_at: datetime | None = AT
    shipped_at: datetime | None = None
    received_at: datetime | None = None
    cancelled_at: datetime | None = None


@pytest.mark.parametrize(
    ("facts", "ends"),
    [
        (Facts(paid_at=None), None),
        (Facts(), AT + 120 * DAY),
        (Facts(shipped_at=AT + DAY), AT + 31 * DAY),
        (Facts(shipped_at=AT + DAY, received_at=AT + 2 * DAY), AT + 16 * DAY),
        (Facts(shipped_at=AT + 119 * DAY), AT + 120 * DAY),
        (Facts(cancelled_at=AT + DAY), None),
    ],
)
def test_a_lease_ends_when_its_reason_does(facts, ends):
    assert lease_ends(facts) == ends
    if ends:
        assert [lease_is_open(facts, ends + step) for step in (-SECOND, 0 * SECOND, SECOND)] == [True, False, False]


@given(st.builds(Facts, MOMENTS, MOMENTS, MOMENTS, MOMENTS), HOURS)
def test_no_lease_is_open_unpaid_called_off_or_after_four_months(facts, at):
    if lease_is_open(facts, at):
        assert facts.paid_at is not None
        assert facts.cancelled_at is None
        assert at < facts.paid_at + LEASE_AT_MOST


@pytest.fixture
def order():
    return make_order(offer=make_delivered_offer(seller=make_seller(learns="address_phone"), stock=9))


def ways(order, at):
    """Everything that a seller reads about a buyer, by every way in which it is read."""
    seller = order.seller
    return {
        "page": [order_for_seller(seller.pk, order.number, at=at).buyer],
        "list": [each.buyer for each in orders_of_seller(seller.pk, at=at)],
        "search": [each.buyer for each in find_for_seller(seller.pk, "krause", at=at)],
        "copy": [row for row in take_copy(seller=seller, by=None, at=at).rows if "Krause" in str(row)],
    }


@database
def test_every_way_shows_the_buyer_until_the_lease_ends_and_none_after(order):
    assert all("Krause" in str(found) for found in ways(order, AT).values()), "the positive control"
    ended = AT + LEASE_AT_MOST
    assert all("Krause" in str(found) for found in ways(order, ended - SECOND).values())
    assert not any("Krause" in str(found) or "Lindenweg" in str(found) or "+4915" in str(found) for found in ways(order, ended).values())


@database
def test_what_was_called_off_is_closed_at_once(order):
    cancel_order(order=order, by="buyer", person=order.person_id, at=AT)
    assert not any("Krause" in str(found) for found in ways(order, AT).values())


@database
def test_two_weeks_after_the_parcel_came_the_buyer_is_nobody(order):
    ship_order(order=order.pk, seller=order.seller, carrier="Post", tracking="", actor=None, at=AT)
    mark_received(order=order, person=order.person_id, at=AT)
    still, no_more = (order_for_seller(order.seller_id, order.number, at=AT + days * DAY).buyer.name for days in (13, 14))
    assert (still, no_more) == ("Lena Krause", "")


@database
def test_each_buyer_in_a_copy_sees_so_and_until_when(order):
    taken = take_copy(seller=order.seller, by=order.person_id, at=AT)
    told = Disclosure.objects.get(person=order.person_id, what__contains="a copy")
    assert (told.recipient, told.until_on) == (f"seller:{order.seller_id}", (AT + LEASE_AT_MOST).date())
    assert JournalEntry.objects.filter(subject=order.person_id, actor_role="seller", reason=taken.number).count() == 1


@database
def test_a_leak_names_its_copy_by_one_cell_however_it_was_handled(order):
    other = take_copy(seller=order.seller, by=None, at=AT)
    taken = take_copy(seller=order.seller, by=None, at=AT)
    name = taken.rows[0][COLUMNS.index("name")]
    for leaked in (name, name.upper(), normalize("NFKC", name), f"Dear {name}, buy our", name.encode("utf-16").decode("utf-16"), taken.number.lower()):
        said = StringIO()
        call_command("whose_copy", _file(leaked), stdout=said)
        assert taken.number in said.getvalue()
        assert other.number not in said.getvalue()
    with pytest.raises(CommandError):
        call_command("whose_copy", _file("Lena Krause"))
    assert SellerDownload.objects.count() == 2


@given(st.text(), st.integers(0, 2**40 - 1))
def test_any_words_carry_any_mark(words, copy):
    assert copies_in(marked(words, copy)) >= ({copy} if words else set())


def test_copies_have_numbers_of_chance():
    assert len({new_copy() for _ in range(100)}) == 100


def _file(text):
    from pathlib import Path
    from tempfile import mkdtemp

    path = Path(mkdtemp()) / "leak.txt"
    path.write_text(text)
    return path
