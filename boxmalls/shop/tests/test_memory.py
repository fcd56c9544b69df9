"""Pages that are remembered are never another page than the one that would be drawn now, and take no more room than they may."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connections, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from boxmalls.base.clock import now
from boxmalls.catalog import cards
from boxmalls.catalog.actions.goods import change_price, retire_offer
from boxmalls.catalog.actions.stock import reserve, set_stock
from boxmalls.catalog.models import Offer, Product
from boxmalls.catalog.testing import make_media, make_offer
from boxmalls.search.index import folder
from boxmalls.search.testing import forget_everything, index_goods
from boxmalls.sellers.actions import pause_seller
from boxmalls.sellers.testing import make_seller
from boxmalls.shipping.actions import drop_rate, set_rate
from boxmalls.shop import memory, queries
from boxmalls.shop.memory import Memory, Remembered, recall
from boxmalls.shop.testing import Window, make_window
from boxmalls.sites.queries import site

pytestmark = pytest.mark.django_db(databases=["default", "safe"])
EU = {"host": "eu.localhost", "accept-language": "en"}


@pytest.fixture
def window() -> Iterator[Window]:
    yield make_window()
    memory.forget_pages()


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was drawn, by name of its template."""
    from boxmalls.shop.screens import product

    seen: list[str] = []
    draw = product.draw
    monkeypatch.setattr(product, "draw", lambda name, **words: seen.append(name) or draw(name, **words))
    return seen


def offer_of(window: Window, number: int = 0) -> Offer:
    return window.product.offers.get(seller=window.sellers[number], site_id="eu", variant__name="38")


def sold_out(window: Window) -> None:
    for offer in window.product.offers.filter(site_id="eu"):
        set_stock(offer_id=offer.pk, on_hand=0)


CHANGES: dict[str, tuple[Callable[[Window], object], str]] = {
    "price": (lambda window: change_price(offer=offer_of(window), price_minor=1234, at=now()), "12.34"),
    "stock": (sold_out, "Sold out"),
    "reserved": (lambda window: reserve(rows=[(offer_of(window).pk, 3)], holder_id=window.product.pk, until=now() + timedelta(hours=1), at=now()), "2 left"),
    "offer gone": (lambda window: [retire_offer(offer=each, at=now()) for each in window.product.offers.all()], "Nobody offers this here right now"),
    "new offer": (lambda window: make_offer(product=window.product, seller=make_seller(name="Newcomers"), price_minor=900), "Newcomers"),
    "seller away": (lambda window: [pause_seller(seller=each) for each in window.sellers], "Sold out"),
    "seller's name": (lambda window: type(window.sellers[0]).objects.filter(pk=window.sellers[0].pk).update(name="Another Name"), "Another Name"),
    "delivery dearer": (lambda window: set_rate(seller=window.sellers[0], site=site("eu"), code="parcel", name="Parcel", price_minor=777), "7.77"),
    "title": (lambda window: Product.objects.filter(pk=window.product.pk).update(title="Called otherwise"), "Called otherwise"),
    "photo": (lambda window: make_media(window.product, alt="Another side"), "Another side"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_page_shows_a_change_at_once(client: Client, window: Window, drawn: list[str], change: str) -> None:
    path = f"/products/{window.product.pk}/{window.product.slug}"
    before = client.get(path, headers=EU).text
    assert client.get(path, headers=EU).text == before
    assert drawn == ["product.html"], "The second was remembered."
    act, shown = CHANGES[change]
    act(window)
    after = client.get(path, headers=EU).text
    assert shown in after
    assert shown not in before
    assert drawn == ["product.html"] * 2


def test_without_the_stamp_an_old_price_would_be_shown(client: Client, window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    path = f"/products/{window.product.pk}/{window.product.slug}"
    stamp = queries.product_stamp(window.product.pk, "eu")
    monkeypatch.setattr(queries, "product_stamp", lambda *_which: stamp)
    before = client.get(path, headers=EU).text
    CHANGES["price"][0](window)
    assert client.get(path, headers=EU).text == before


def test_delivery_that_is_no_longer_offered_is_not_shown(client: Client, window: Window) -> None:
    path = f"/products/{window.product.pk}/{window.product.slug}"
    assert "delivery" in client.get(path, headers=EU).text.split('class="product-price"')[1][:400]
    for seller in window.sellers:
        with connections["default"].cursor() as cursor:
            cursor.execute("SELECT code FROM shipping_rate WHERE seller_id = %s AND site_id = 'eu'", [seller.pk])
            codes = [code for (code,) in cursor.fetchall()]
        for code in codes:
            drop_rate(seller_id=seller.pk, site_code="eu", code=code)
    assert "delivery" not in client.get(path, headers=EU).text.split('class="product-price"')[1][:400]


def test_each_site_language_day_and_choice_has_its_own_page(client: Client, window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    path = f"/products/{window.product.pk}/{window.product.slug}"
    other = {"offer": str(offer_of(window, 1).pk)}
    asked = [("eu.localhost", "en", {}), ("eu.localhost", "en", other), ("tw.localhost", "en", {}), ("tw.localhost", "zh-TW", {}), ("my.localhost", "ms", {})]
    pages = [client.get(path, more, headers={"host": host, "accept-language": language}).text for host, language, more in asked]
    assert len(set(pages)) == len(asked)
    assert pages == [client.get(path, more, headers={"host": host, "accept-language": language}).text for host, language, more in asked]
    with monkeypatch.context() as later:
        later.setattr("boxmalls.shop.screens.product.now", lambda: now() + timedelta(days=5))
        assert client.get(path, headers=EU).text != pages[0], "It arrives on another day."


def test_what_stands_in_an_address_and_means_nothing_takes_no_room(client: Client, window: Window) -> None:
    path = f"/products/{window.product.pk}/{window.product.slug}"
    for number in range(5):
        client.get(path, {"offer": f"nothing-{number}"}, headers=EU)
    assert len(memory.pages) == 1


def test_a_remembered_page_costs_one_light_question(client: Client, window: Window) -> None:
    path = f"/products/{window.product.pk}/{window.product.slug}"
    client.get(path, headers=EU)
    with CaptureQueriesContext(connections["default"]) as asked:
        client.get(path, headers=EU)
    assert [query["sql"].count("json_agg") for query in asked] == [0]


@pytest.fixture
def found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, window: Window) -> Iterator[Window]:
    monkeypatch.setattr(folder, "home", lambda: tmp_path / "index")
    index_goods()
    yield window
    monkeypatch.undo()
    forget_everything()


def dearer(window: Window) -> None:
    for offer in window.product.offers.filter(site_id="eu"):
        change_price(offer=offer, price_minor=98765, at=now())
    with transaction.atomic():
        cards.refresh([window.product.pk])


def test_a_search_is_remembered_until_a_card_is_drawn_anew(client: Client, found: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    path = "/search?q=Thing"
    before = client.get(path, headers=EU).text
    with monkeypatch.context() as nothing:
        nothing.setattr("boxmalls.shop.screens.results.look_for", None)
        assert client.get(path, headers=EU).text == before
    dearer(found)
    assert "987.65" in client.get(path, headers=EU).text


def test_without_the_cards_stamp_an_old_price_would_be_found(client: Client, found: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    path = "/search?q=Thing"
    before = client.get(path, headers=EU).text
    kept = next(iter(memory.pages._kept.values())).stamp[2]
    monkeypatch.setattr(queries, "cards_stamp", lambda *_which: kept)
    dearer(found)
    assert client.get(path, headers=EU).text == before


def test_a_search_is_made_anew_when_the_index_is(client: Client, found: Window) -> None:
    path = "/search?q=Called"
    assert "Nothing found" in client.get(path, headers=EU).text
    Product.objects.filter(pk=found.product.pk).update(title="Called otherwise")
    index_goods()
    assert "Nothing found" not in client.get(path, headers=EU).text


def test_memory_stays_within_its_bounds_and_forgets_what_was_asked_for_least_lately() -> None:
    kept = Memory(100_000)
    for number in range(200):
        kept.keep(number, "x", None, size=2000)
        kept.find(0)
    assert kept.bytes <= 100_000
    assert len(kept) == 33
    assert kept.find(0)
    assert kept.find(1) is None
    kept.keep("huge", "x", None, size=50_000)
    assert kept.find("huge") is None
    kept.keep(0, "y", None, size=10)
    assert kept.bytes == 32 * 3000 + 1010


def test_what_is_older_than_a_minute_is_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    time = 0.0
    monkeypatch.setattr("boxmalls.shop.memory.monotonic", lambda: time)
    made: list[int] = []
    asked = Remembered("key", "en", lambda stamp: stamp == "same", lambda: (made.append(1), "same"))
    recall(asked)
    recall(asked)
    assert len(made) == 1
    time = 61.0
    recall(asked)
    assert len(made) == 2
    memory.forget_pages()
