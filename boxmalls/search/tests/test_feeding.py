"""The index follows the catalogue, through crashes and rebuilds."""

import json

import pytest

from boxmalls.base import outbox
from boxmalls.base.testing import settle
from boxmalls.catalog.actions.goods import change_price, retire_offer, tell
from boxmalls.catalog.models import Product
from boxmalls.catalog.testing import AT, make_offer, make_product
from boxmalls.search import catalogue
from boxmalls.search.actions import feeding, rebuilding
from boxmalls.search.actions.feeding import feed_index
from boxmalls.search.actions.rebuilding import rebuild_index
from boxmalls.search.index import folder
from boxmalls.search.index.reading import shelf
from boxmalls.search.queries import SearchRequest, health, search
from boxmalls.search.testing import forget_everything

pytestmark = pytest.mark.django_db(transaction=True)


def found(text, **more):
    shelf.look_now()
    return set(search(SearchRequest("eu", text=text, as_typed=True, **more)).product_ids)


def feed():
    settle()
    while feed_index(AT):
        pass


def make(title, **more):
    offer = make_offer(product=make_product(title=title), **more)
    return offer, str(offer.product_id)


def test_goods_come_into_the_index_change_in_it_and_leave_it():
    feed()
    offer, product = make("Walnut chair", price_minor=5000)
    assert found("walnut") == set()
    feed()
    assert found("walnut") == {product}
    change_price(offer=offer, price_minor=3000, at=AT)
    feed()
    assert found("walnut", price_max_minor=3000) == {product}
    retire_offer(offer=offer, at=AT)
    feed()
    assert found("walnut") == set()


def test_the_first_feeding_makes_the_index_of_all_there_is():
    _, product = make("Walnut chair")
    assert health().engine == "database"
    feed()
    assert health().engine == "index"
    assert found("walnut") == {product}
    assert health().products == 1


class CrashError(Exception):
    pass


@pytest.mark.parametrize("where", ["commit", "put_texts", "acknowledge"])
def test_what_a_crash_interrupts_is_done_again(monkeypatch, where):
    feed()
    _, product = make("Walnut chair")

    def crash(*given, **named):
        raise CrashError

    with monkeypatch.context() as broken:
        if where == "commit":
            broken.setattr("boxmalls.search.index.writing.Pen.commit", crash)
        elif where == "put_texts":
            broken.setattr(feeding, "put_texts", crash)
        else:
            broken.setattr(outbox, "acknowledge", crash)
        settle()
        with pytest.raises(CrashError):
            feed_index(AT)
    feed()
    assert found("walnut") == {product}
    assert health().products == 1


def test_feeding_the_same_again_changes_nothing():
    _, product = make("Walnut chair")
    feed()
    for _ in range(3):
        tell([product])
        feed()
    assert health().products == 1


def test_goods_that_change_while_the_index_is_made_anew_are_not_lost(monkeypatch):
    make("Walnut chair")
    feed()
    read = catalogue.entries_of
    made = []

    def read_and_change(product_ids):
        entries = read(product_ids)
        if not made:
            made.append(make("Cherry table"))
            Product.objects.filter(title="Walnut chair").update(title="Oak chair")
            tell(Product.objects.filter(title="Oak chair").values_list("pk", flat=True))
            assert feed_index(AT) == 0
            assert found("walnut")
        return entries

    monkeypatch.setattr(rebuilding, "entries_of", read_and_change)
    before = folder.current()
    rebuild_index(at=AT)
    assert folder.current() != before
    feed()
    assert found("cherry") == {made[0][1]}
    assert found("oak")
    assert not found("walnut")


def test_an_interrupted_rebuild_leaves_the_old_index_and_is_cleared_away(monkeypatch):
    _, product = make("Walnut chair")
    feed()
    before = folder.current()
    with monkeypatch.context() as broken:
        broken.setattr(folder, "switch_to", lambda place: (_ for _ in ()).throw(CrashError))
        with pytest.raises(CrashError):
            rebuild_index(at=AT)
    assert folder.current() == before
    assert found("walnut") == {product}
    rebuild_index(at=AT)
    assert {place for place in folder.home().iterdir() if place.is_dir()} <= {before, folder.current()}


def test_an_index_older_than_what_was_acknowledged_is_made_anew():
    make("Walnut chair")
    feed()
    old = folder.current()
    kept = {file.name: file.read_bytes() for file in old.iterdir()}
    _, product = make("Cherry table")
    feed()
    for file in old.iterdir():
        file.unlink()
    for name, content in kept.items():
        (old / name).write_bytes(content)
    forget_everything()
    assert not found("cherry")
    feed()
    assert found("cherry") == {product}
    assert folder.current() != old


def test_two_writers_are_never_at_work_together():
    with folder.writing():
        assert feed_index(AT) == 0
        with pytest.raises(folder.IndexIsBusy), folder.writing():
            pass


def test_the_index_holds_goods_and_nobody():
    make("Walnut chair")
    feed()
    fields = {field["name"] for field in json.loads((folder.current() / "meta.json").read_text())["schema"]}
    assert fields <= {
        "product", "site", "mark", "shown", "title", "text", "joins", "grams", "brand_words", "category_words", "heads", "plain", "codes", "brand", "seller",
        "condition", "learns", "attribute", "category", "brand_shown", "in_stock", "price", "price_key", "new_key", "rank_key", "words_key",
        *(f"category_{level}" for level in range(9)),
    }  # fmt: skip
