"""Without an index PostgreSQL answers, and says so."""

import os
import shutil

import pytest
import tantivy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from boxmalls.base import sql
from boxmalls.catalog.models import Attribute, AttributeValue
from boxmalls.catalog.testing import make_category, make_offer, make_product
from boxmalls.search.asking.question import understand
from boxmalls.search.by_database import _all_words, _any_word
from boxmalls.search.index import folder
from boxmalls.search.index.entries import brand_code, text_vector
from boxmalls.search.index.reading import shelf
from boxmalls.search.queries import SearchRequest, health, search, suggest
from boxmalls.search.testing import forget_everything, index_goods, make_entry, remove_index
from boxmalls.sellers.testing import make_seller

pytestmark = pytest.mark.django_db


@pytest.fixture
def goods():
    seller = make_seller(name="Holz", learns="label")
    other = make_seller(name="Metall", learns="address")
    chair = make_product(title="Walnut chairs DSC-W120", brand="Acme", category=make_category("aa-1"), attributes={"color": ["color__red"]})
    make_offer(product=chair, seller=seller, price_minor=500)
    make_offer(product=chair, seller=other, price_minor=700)
    tea = make_product(title="綠茶 500ml", category=make_category("bb-1"))
    make_offer(product=tea, seller=other, price_minor=100, stock=0)
    table = make_product(title="Walnut table", brand="Çelik & Øst", category=make_category("aa-2"), description="for six")
    make_offer(product=table, seller=seller, price_minor=900, condition="used")
    index_goods()
    return {"chair": str(chair.pk), "tea": str(tea.pk), "table": str(table.pk)}


CASES = [
    ("walnut chair", {}, ["chair"]),
    ("walnut", {"sort": "price"}, ["chair", "table"]),
    ("walnut", {"sort": "-price"}, ["table", "chair"]),
    ("dscw120", {}, ["chair"]),
    ("綠茶", {}, ["tea"]),
    ("", {"sort": "price"}, ["tea", "chair", "table"]),
    ("", {"sort": "price", "in_stock": True}, ["chair", "table"]),
    ("", {"category": "aa", "sort": "price"}, ["chair", "table"]),
    ("", {"brands": ("acme",)}, ["chair"]),
    ("", {"brands": (brand_code("Çelik & Øst"),)}, ["table"]),
    ("", {"brands": ("acme", brand_code("ÇELIK  ØST")), "sort": "price"}, ["chair", "table"]),
    ("", {"sellers": ("metall",), "sort": "price"}, ["tea", "chair"]),
    ("", {"conditions": ("used",)}, ["table"]),
    ("", {"learns": ("address",), "sort": "price"}, ["tea", "chair"]),
    ("", {"attributes": ("color=color__red",)}, ["chair"]),
    ("", {"price_min_minor": 501}, ["table"]),
    ("", {"price_max_minor": 100}, ["tea"]),
    ("nothing like this", {}, []),
]


@pytest.mark.parametrize(("text", "more", "wanted"), CASES)
def test_both_engines_find_the_same(goods, text, more, wanted):
    request = SearchRequest("eu", text=text, **more)
    by_index = search(request)
    remove_index()
    by_database = search(request)
    assert (by_index.engine, by_database.engine) == ("index", "database")
    assert list(by_index.product_ids) == list(by_database.product_ids) == [goods[name] for name in wanted]
    assert by_index.total == by_database.total == len(wanted)


CHOSEN = [
    {},
    {"text": "walnut"},
    {"brands": ("acme",)},
    {"brands": ("hewlett-packard",), "conditions": ("used",)},
    {"sellers": ("holz",)},
    {"category": "aa"},
    {"category": "aa-2", "sellers": ("metall",)},
    {"attributes": ("color=color__red",)},
    {"attributes": ("color=color__red", "material=wood"), "learns": ("label",)},
    {"price_min_minor": 400, "conditions": ("new",)},
    {"in_stock": True, "price_max_minor": 600},
    {"sellers": ("nobody",), "brands": ("nothing",)},
]


@pytest.mark.parametrize("chosen", CHOSEN)
def test_both_engines_count_the_same_in_every_facet(goods, chosen):
    red = make_product(title="Red table", brand="Hewlett-Packard", category=make_category("aa-2"), attributes={"color": ["color__red", "color__blue"]})
    make_offer(product=red, seller=make_seller(name="Holz und Stein"), price_minor=450, condition="used")
    make_offer(
        product=make_product(title="Blue tea", brand="hewlett packard", category=make_category("bb-1"), attributes={"color": ["color__blue"]}), price_minor=300
    )
    color = Attribute.objects.create(id=1, handle="color", names={"en": "Colour"})
    for number, handle in enumerate(("color__red", "color__blue"), 1):
        AttributeValue.objects.create(id=number, position=number, attribute=color, handle=handle, names={"en": handle.partition("__")[2].title()})
    index_goods()
    request = SearchRequest("eu", **chosen)
    by_index = search(request)
    remove_index()
    by_database = search(request)
    assert (by_index.engine, by_database.engine) == ("index", "database")
    assert _counted(by_database) == _counted(by_index)


def _counted(page):
    """Everything that is counted; of the two ways to write a brand either may be shown."""
    return {
        facet.code: (facet.title, facet.low_minor, facet.high_minor, {(value.code, value.count, value.chosen, value.level) for value in facet.values})
        for facet in page.facets
    }


def test_it_pages(goods):
    remove_index()
    first = search(SearchRequest("eu", sort="price", size=2))
    second = search(SearchRequest("eu", sort="price", size=2, cursor=first.next_cursor))
    assert first.product_ids + second.product_ids == tuple(goods[name] for name in ("tea", "chair", "table"))
    assert second.next_cursor == ""


def test_health_says_who_answers(goods):
    assert health().engine == "index"
    remove_index()
    assert health().engine == "database"
    assert suggest("eu", "en", "wal") == []


@pytest.mark.parametrize("damage", ["meta", "segments", "pointer", "schema"])
def test_a_damaged_index_is_not_asked(goods, damage):
    place = folder.current()
    if damage == "meta":
        (place / "meta.json").write_text("{")
    elif damage == "schema":
        shutil.rmtree(place)
        place.mkdir()
        tantivy.Index(tantivy.SchemaBuilder().build(), str(place))
    elif damage == "pointer":
        (folder.home() / "current").write_text("../../etc")
    else:
        for file in place.iterdir():
            if file.suffix in {".idx", ".term", ".store", ".fast"}:
                file.unlink()
                file.write_bytes(b"")
        os.utime(place / "meta.json", (1, 1))
    forget_everything()
    shelf.look_now()
    page = search(SearchRequest("eu", text="walnut", sort="price"))
    assert page.engine == "database"
    assert len(page.product_ids) == 2


def test_no_text_is_too_strange_for_it_either(goods):
    remove_index()
    for text in ("'", "\\", "a & | ! ( b", "':*", "\x00", "\ud800", "' OR 1=1 --", "<-> <2>", "a" * 10_000):
        search(SearchRequest("eu", text=text, brands=(text,), sellers=(text,), attributes=(f"a={text}",), category=text))


def test_a_search_costs_the_same_number_of_statements_however_much_there_is(goods, django_assert_max_num_queries):
    request = SearchRequest("eu", text="walnut")
    search(request)
    with django_assert_max_num_queries(0):
        search(request)
    remove_index()
    search(request)
    with django_assert_max_num_queries(1):
        search(request)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=200))
def test_no_goods_are_too_strange_for_it(db, text):
    written = text_vector(make_entry(text, description=text, brand=text))
    sql.rows("SELECT %s::tsvector", [written])
    for asked in (_all_words(understand(text)), _any_word(understand(text))):
        if asked:
            sql.rows("SELECT %s::tsquery", [asked])
