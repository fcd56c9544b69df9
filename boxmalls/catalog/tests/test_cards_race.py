"""Two offers of one product change at the same time: the card shows both changes."""

from threading import Event, Thread

import pytest
from django.db import connections, transaction

from boxmalls.base import sql
from boxmalls.catalog import cards
from boxmalls.catalog.actions.goods import change_price
from boxmalls.catalog.models import Card
from boxmalls.catalog.testing import AT, make_offer, make_product

pytestmark = pytest.mark.django_db(transaction=True)


def change_both() -> str:
    """One change is not committed yet while the other is made; the card when both are."""
    product = make_product()
    first, second = (make_offer(product=product, price_minor=9000) for _ in range(2))
    changed, commit = Event(), Event()

    def slowly() -> None:
        with transaction.atomic():
            change_price(offer=first, price_minor=1111, at=AT)
            changed.set()
            commit.wait(timeout=60)
        connections.close_all()

    def meanwhile() -> None:
        changed.wait(timeout=60)
        change_price(offer=second, price_minor=2222, at=AT)
        connections.close_all()

    threads = [Thread(target=slowly), Thread(target=meanwhile)]
    for thread in threads:
        thread.start()
    until_it_is_done_or_waits(threads[1])
    commit.set()
    for thread in threads:
        thread.join(timeout=60)
    return Card.objects.get(product=product, language="en").html


def until_it_is_done_or_waits(thread: Thread) -> None:
    """Done, or held up by a lock of the database."""
    waits = "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock')"
    while thread.is_alive() and not sql.rows(waits)[0][0]:
        thread.join(timeout=0.05)


def test_the_later_change_does_not_draw_over_the_earlier():
    assert "€11.11" in change_both()


def test_without_the_lock_it_does(monkeypatch):
    monkeypatch.setattr(cards, "LOCK", "SELECT %s::uuid[]")
    assert "€22.22" in change_both()
