"""Orders that were paid before the shop had a mailbox or a phone relay get what they lack, once, if their lease is still open."""

from datetime import timedelta
from typing import Any

import pytest

from boxmalls.checkout.testing import AT, make_delivered_offer, make_order
from boxmalls.orders import catching_up
from boxmalls.orders.actions import cancel_order, mark_received, ship_order
from boxmalls.orders.catching_up import catch_up
from boxmalls.orders.models import PhoneLine, RelayAddress, RelayRound
from boxmalls.orders.phone_relay.lines import ask_again
from boxmalls.orders.queries import order_for_seller
from boxmalls.orders.relay.addresses import shown_address
from boxmalls.orders.rules import LEASE_AT_MOST
from boxmalls.orders.testing import react
from boxmalls.privacy.choices import opt_out
from boxmalls.privacy.models import Disclosure
from boxmalls.privacy.register import Target
from boxmalls.privacy.restriction import restrict_person
from boxmalls.privacy.rights.erasing import erase_person
from boxmalls.privacy.testing import make_person, publish
from boxmalls.sellers.testing import make_seller
from boxmalls.sites.testing import make_sites
from config.env.mailbox import Mailbox
from tests.phone_peer import open_peer

pytestmark = pytest.mark.django_db(databases=["default", "safe"])
MAILBOX = Mailbox("127.0.0.1", 9, "relay", "-")
DAY = timedelta(days=1)


@pytest.fixture
def sold() -> Any:
    """Orders of a seller who may call, paid while the shop relays nothing."""
    make_sites()
    publish()
    offer = make_delivered_offer(seller=make_seller(learns="address_phone"), stock=99)

    def sell(count: int = 1) -> list[Any]:
        orders = [make_order(make_person(), offer) for _ in range(count)]
        react()
        assert not RelayAddress.objects.exists()
        assert not PhoneLine.objects.exists()
        return orders

    return sell


def walked(*, at: Any = AT) -> list[int]:
    """How many orders each step looked at, to the end."""
    steps = [catch_up(at=at)]
    while steps[-1]:
        steps.append(catch_up(at=at))
    return steps


def has_addresses(order: Any) -> bool:
    return RelayAddress.objects.filter(order=order).count() == 2


def test_a_shop_that_relays_nothing_walks_nowhere(sold: Any) -> None:
    sold()
    assert catch_up(at=AT) == 0
    assert not RelayRound.objects.exists()


def test_open_orders_get_addresses_once_when_a_mailbox_comes(sold: Any, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catching_up, "AT_ONCE", 2)
    orders = sold(5)
    settings.RELAY_MAILBOX = MAILBOX
    assert walked() == [2, 2, 1, 0]
    names = set(RelayAddress.objects.values_list("name", flat=True))
    assert all(has_addresses(order) and shown_address(order.pk, to_seller=True, at=AT) for order in orders)
    assert set(RelayAddress.objects.values_list("ends_at", flat=True)) == {AT + LEASE_AT_MOST}
    assert walked(at=AT + DAY) == [0], "each is looked at once"
    RelayRound.objects.all().delete()
    walked()
    assert set(RelayAddress.objects.values_list("name", flat=True)) == names, "and looking again changes nothing"


def called_off(order: Any) -> None:
    cancel_order(order=order, by="buyer", person=order.person_id, at=AT)


def sent_long_ago(order: Any) -> None:
    ship_order(order=order.pk, seller=order.seller, carrier="Post", at=AT - 31 * DAY)


def arrived_long_ago(order: Any) -> None:
    ship_order(order=order.pk, seller=order.seller, carrier="Post", at=AT - 16 * DAY)
    mark_received(order=order, person=order.person_id, at=AT - 15 * DAY)


def erased(order: Any) -> None:
    ship_order(order=order.pk, seller=order.seller, carrier="Post", at=AT)
    erase_person(person=order.person_id, site_code="eu", at=AT)


def restricted(order: Any) -> None:
    restrict_person(person=order.person, why="asked", actor=None, actor_role="person", at=AT)


def said_no(order: Any) -> None:
    for purpose in ("orders.writing", "orders.calling"):
        opt_out(person_id=order.person_id, target=Target(purpose=purpose), site_code="eu", at=AT)


@pytest.mark.parametrize("ended", [called_off, sent_long_ago, arrived_long_ago, erased, restricted, said_no])
def test_where_the_lease_is_over_or_the_buyer_is_closed_nothing_is_opened(sold: Any, settings: Any, ended: Any) -> None:
    closed, still_open = sold(2)
    ended(closed)
    settings.RELAY_MAILBOX = MAILBOX
    with open_peer() as peer:
        settings.PHONE_RELAY = peer.line
        walked()
        ask_again(at=AT)
    assert (has_addresses(closed), PhoneLine.objects.filter(order=closed).exists()) == (False, False)
    assert (has_addresses(still_open), PhoneLine.objects.filter(order=still_open).exists()) == (True, True), "the positive control"
    assert len(peer.sessions) == 1


def test_a_lease_that_ends_between_the_look_and_the_giving_gives_nothing(sold: Any, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    [order] = sold()
    settings.RELAY_MAILBOX = MAILBOX
    real = catching_up.follow_lease

    def called_off_meanwhile(order_id: Any, *, at: Any) -> None:
        called_off(order)
        real(order_id, at=at)

    monkeypatch.setattr(catching_up, "follow_lease", called_off_meanwhile)
    assert walked() == [1, 0]
    assert not RelayAddress.objects.exists()


def test_a_crash_in_the_middle_of_a_step_leaves_nobody_out_and_nothing_twice(sold: Any, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    orders = sold(4)
    settings.RELAY_MAILBOX = MAILBOX
    real, seen = catching_up.follow_lease, list[Any]()

    def power_cut(order_id: Any, *, at: Any) -> None:
        seen.append(order_id)
        if len(seen) == 3:
            raise OSError
        real(order_id, at=at)

    monkeypatch.setattr(catching_up, "follow_lease", power_cut)
    with pytest.raises(OSError):
        catch_up(at=AT)
    assert [has_addresses(order) for order in orders].count(True) == 2
    names = set(RelayAddress.objects.values_list("name", flat=True))
    walked()
    assert all(has_addresses(order) for order in orders)
    assert names < set(RelayAddress.objects.values_list("name", flat=True))


def test_when_a_phone_relay_comes_a_number_is_lent_and_the_leaving_is_written_once(sold: Any, settings: Any) -> None:
    [order] = sold()
    with open_peer() as peer:
        settings.PHONE_RELAY = peer.line
        walked()
        assert not peer.told, "the walk itself asks nobody"
        ask_again(at=AT)
        walked()
        ask_again(at=AT)
        assert order_for_seller(order.seller_id, order.number, at=AT).buyer.phone == "+32 2 555 0000, PIN 4000"
    assert Disclosure.objects.filter(person=order.person_id, recipient="phone-relay").count() == 1


def test_a_mailbox_that_went_and_came_back_is_walked_for_again(sold: Any, settings: Any) -> None:
    settings.RELAY_MAILBOX = MAILBOX
    walked()
    settings.RELAY_MAILBOX = None
    [order] = sold()
    walked()
    settings.RELAY_MAILBOX = MAILBOX
    assert walked() == [1, 0]
    assert has_addresses(order)
