"""Labels and packing slips: the buyer as far as the lease permits, the number that stands for theirs, never an email address; each print is a copy."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from boxmalls.accounts.testing import make_seller_member, sign_in
from boxmalls.base.clock import now
from boxmalls.checkout.testing import make_delivered_offer, make_group
from boxmalls.orders.actions import cancel_order, ship_order
from boxmalls.orders.actions.print_labels import print_labels
from boxmalls.orders.barcode import QUIET, bars_of
from boxmalls.orders.models import SellerDownload
from boxmalls.orders.refusals import NoSuchOrder, NothingToPrint
from boxmalls.orders.rules import LEASE_AT_MOST
from boxmalls.orders.testing import react
from boxmalls.orders.watermark import copies_in, in_plain
from boxmalls.privacy.models import Disclosure, JournalEntry
from boxmalls.privacy.restriction import restrict_person
from boxmalls.privacy.rights.erasing import erase_person
from boxmalls.sellers.testing import make_seller
from boxmalls.sites.testing import make_sites
from tests.phone_peer import open_peer

pytestmark = pytest.mark.django_db(databases=["default", "safe"])
HOST = {"host": "eu.localhost"}
REAL = ("+4915123456789", "15123456789", "0151 23456789", "lena@example.org")
SIZES = ("10x15", "a4", "slip")


def sell(learns: str = "address_phone", *, count: int = 1, paid: bool = True) -> list[Any]:
    """So many buyers of one seller, each with an order."""
    make_sites()
    offer = make_delivered_offer(seller=make_seller(learns=learns), stock=99)
    return [make_group(None, [offer], paid=paid).orders.get() for _ in range(count)]


def desk_of(order: Any) -> Client:
    return sign_in(Client(), make_seller_member(order.seller))


def printed(desk: Client, *orders: Any, size: str = "10x15", **more: str) -> Any:
    return desk.post("/seller/labels", {"order": [order.number for order in orders], "size": size, **more}, headers=HOST)


@pytest.mark.parametrize("size", SIZES)
def test_a_label_says_where_a_parcel_goes_and_no_paper_says_a_number_or_an_email_address(size: str) -> None:
    [order] = sell("address")
    page = printed(desk_of(order), order, size=size)
    assert page.status_code == 200
    assert ("Lindenweg 12" in page.text) == (size != "slip")
    assert "Krause" in page.text or size == "slip"
    assert order.number in page.text
    assert order.label in page.text
    assert not [secret for secret in REAL if secret in page.text]


def test_the_number_on_a_label_is_the_one_that_stands_for_the_buyers(settings: Any) -> None:
    with open_peer() as peer:
        settings.PHONE_RELAY = peer.line
        [order] = sell("address_phone")
        react()
        page = printed(desk_of(order), order).text
    [lent] = peer.sessions.values()
    assert lent["number"] in page
    assert not [secret for secret in REAL if secret in page]
    assert "masked phone" in Disclosure.objects.get(person=order.person_id, what__contains="a label").what


def test_a_seller_who_learns_the_label_prints_a_first_name_and_no_address() -> None:
    [order] = sell("label")
    page = printed(desk_of(order), order).text
    assert "Lena K." in page
    assert not [secret for secret in ("Krause", "Lindenweg", "04107", *REAL) if secret in page]
    assert Disclosure.objects.get(person=order.person_id, what__contains="a label").what == "first name, a label"


def test_several_are_printed_at_once_and_each_buyer_sees_so() -> None:
    orders = sell("address", count=5)
    page = printed(desk_of(orders[0]), *orders[:3], size="a4").text
    assert page.count('class="parcel-label"') == 3
    copy = SellerDownload.objects.get()
    assert (copy.rows, in_plain(copy.copy) in page) == (3, True)
    told = Disclosure.objects.filter(what__contains="a label", recipient=f"seller:{orders[0].seller_id}")
    assert {row.person_id for row in told} == {order.person_id for order in orders[:3]}
    assert all(row.until_on for row in told)
    assert JournalEntry.objects.filter(verb="read", actor_role="seller", reason=in_plain(copy.copy)).count() == 3


def test_all_of_a_page_are_printed_by_one_button_and_four_fit_a_sheet() -> None:
    orders = sell("address", count=5)
    page = desk_of(orders[0]).post("/seller/labels", {"shown": [order.number for order in orders], "which": "all", "size": "a4"}, headers=HOST).text
    assert (page.count('class="parcel-label"'), page.count('class="labels-sheet"')) == (5, 2)


def test_a_leaked_line_of_a_label_names_its_print(tmp_path: Any, capsys: Any) -> None:
    [order] = sell("address")
    run = print_labels(seller=order.seller, numbers=[order.number], by=None, at=now())
    assert {copy for row in (run.labels[0].name, *run.labels[0].address) for copy in copies_in(row)} == {SellerDownload.objects.get().copy}
    (tmp_path / "leak").write_text(run.labels[0].address[0])
    call_command("whose_copy", tmp_path / "leak")
    assert order.seller.name in capsys.readouterr().out


def _unpaid() -> Any:
    return sell("address", paid=False)[0]


def _called_off() -> Any:
    [order] = sell("address")
    cancel_order(order=order, by="buyer", person=order.person_id, at=now())
    return order


def _erased() -> Any:
    [order] = sell("address")
    ship_order(order=order, seller=order.seller, carrier="Post", at=now())
    erase_person(person=order.person, site_code="eu", at=now())
    return order


def _restricted() -> Any:
    [order] = sell("address")
    restrict_person(person=order.person, why="asked", actor=None, actor_role="person", at=now())
    return order


@pytest.mark.parametrize("without_a_buyer", [_unpaid, _called_off, _erased, _restricted])
def test_where_there_is_nobody_to_send_to_there_is_no_label_and_nothing_is_noted(without_a_buyer: Any) -> None:
    order = without_a_buyer()
    before = (JournalEntry.objects.count(), Disclosure.objects.count())
    desk = desk_of(order)
    for size in SIZES:
        page = printed(desk, order, size=size)
        assert page.status_code == 409
        assert "Krause" not in page.text
    assert (JournalEntry.objects.count(), Disclosure.objects.count()) == before
    assert not SellerDownload.objects.exists()


def test_from_the_second_in_which_the_lease_ends_no_label_is_made() -> None:
    [order] = sell("address")
    ends = order.group.placed_at + LEASE_AT_MOST
    told = {"seller": order.seller, "numbers": [order.number], "by": None}
    assert print_labels(**told, at=ends - timedelta(minutes=5)).labels
    with pytest.raises(NothingToPrint):
        print_labels(**told, at=ends + timedelta(minutes=5))
    assert SellerDownload.objects.count() == 1


def test_what_cannot_be_printed_is_left_out_of_a_run_and_said() -> None:
    order, other = sell("address", count=2)
    cancel_order(order=other, by="buyer", person=other.person_id, at=now())
    page = printed(desk_of(order), order, other)
    assert page.text.count('class="parcel-label"') == 1
    assert other.number in page.text


def test_with_another_sellers_order_nothing_is_printed() -> None:
    [order] = sell("address")
    other = make_group(None, [make_delivered_offer(seller=make_seller(name="The rival", learns="address"))]).orders.get()
    with pytest.raises(NoSuchOrder):
        print_labels(seller=order.seller, numbers=[order.number, other.number], by=None, at=now())
    assert not SellerDownload.objects.exists()


def test_the_bars_say_the_carriers_number_once_there_is_one() -> None:
    [order] = sell("address")
    desk = desk_of(order)
    assert f'aria-label="{order.label}"' in printed(desk, order).text
    assert 'aria-label="00340434161094022115"' in printed(desk, order, tracking="00340434161094022115").text
    ship_order(order=order, seller=order.seller, carrier="Post", tracking="JD014600", at=now())
    assert 'aria-label="JD014600"' in printed(desk, order).text


def test_a_number_that_bars_cannot_say_is_asked_for_again() -> None:
    [order] = sell("address")
    page = printed(desk_of(order), order, tracking="包裹")
    assert page.status_code == 422
    assert "Write it in plain letters and digits" in page.text
    assert not SellerDownload.objects.exists()


def test_bars_are_code_128_with_quiet_on_either_side() -> None:
    bars = bars_of("BX-7K2M-0091")
    assert bars is not None
    assert bars.path.startswith(f"M{QUIET} 0h2v1h-2z")
    assert (bars.width - 2 * QUIET - 13) % 11 == 0
    assert bars_of("包裹") is None
    assert bars_of("") is None


def test_pages_of_labels_need_no_style_of_their_own() -> None:
    [order] = sell("address")
    page = printed(desk_of(order), order)
    assert "style=" not in page.text
    assert "<style" not in page.text
    assert page.headers["Cache-Control"] == "no-store"
