"""What is found, and in which order."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from boxmalls.search.queries import SearchRequest, search, suggest
from boxmalls.search.testing import make_entry, serve_index

pytestmark = pytest.mark.django_db
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=120)
NUMBERS = st.integers(-(1 << 62), 1 << 62)
STRINGS = Path(__file__).parent / "naughty_strings.json"


def titles(entries, page):
    by_id = {entry.product_id: entry.title for entry in entries}
    return [by_id[each] for each in page.product_ids]


def ask(text="", **more):
    return search(SearchRequest("eu", text=text, **more))


@pytest.fixture
def goods():
    entries = [
        make_entry("Sony Cyber-shot DSC-W120 digital camera silver", brand="Sony"),
        make_entry("Sony DSCW170 digital camera red", brand="Sony"),
        make_entry("Canon digital camera case", brand="Canon"),
        make_entry("Leather backpack brown", brand="Case Logic"),
        make_entry("Running shoes for women", brand="Stride"),
        make_entry("綠茶 500ml", language="zh-hant"),
        make_entry("手機保護殼 透明", language="zh-hant"),
        make_entry("抹茶ラテ マグカップ", language="ja"),
        make_entry("Kasut sukan lelaki", language="ms"),
    ]
    serve_index(entries)
    return entries


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("dscw120", "Sony Cyber-shot DSC-W120 digital camera silver"),
        ("DSC W120", "Sony Cyber-shot DSC-W120 digital camera silver"),
        ("dsc-w170", "Sony DSCW170 digital camera red"),
        ("back pack", "Leather backpack brown"),
        ("shoe for woman running", "Running shoes for women"),
        ("綠茶", "綠茶 500ml"),
        ("茶", "綠茶 500ml"),
        ("保護殼", "手機保護殼 透明"),
        ("カップ", "抹茶ラテ マグカップ"),
        ("kasut sukan", "Kasut sukan lelaki"),
        ("caselogic", "Leather backpack brown"),
    ],
)
def test_things_are_found_however_they_are_written(goods, typed, first):
    assert titles(goods, ask(typed))[0] == first


def test_all_words_are_meant_when_there_are_few(goods):
    assert titles(goods, ask("digital camera red")) == ["Sony DSCW170 digital camera red"] or ask("digital camera red").loosened


def test_two_words_that_nothing_has_together_find_what_has_one(goods):
    page = ask("leather camera")
    assert page.loosened
    assert page.total == 4


def test_a_slip_is_put_right_and_said(goods):
    page = ask("leathr bakcpack")
    assert page.corrected_to == "leather backpack"
    assert titles(goods, page) == ["Leather backpack brown"]


def test_as_typed_is_as_typed(goods):
    page = ask("leathr", as_typed=True)
    assert (page.total, page.corrected_to) == (0, "")
    assert page.relief.spellings == ("leather",)


def test_synonyms_are_found_across_languages(goods):
    assert titles(goods, ask("rucksack")) == ["Leather backpack brown"]
    assert titles(goods, ask("相機"))[0].startswith(("Sony", "Canon"))
    assert "Kasut sukan lelaki" in titles(goods, ask("trainers"))
    assert ask("kamera").corrected_to == ""


def test_nothing_found_says_what_to_try(goods):
    page = ask("leather zzzzqqqq", brands=("nobody",))
    assert page.total == 0
    assert page.relief.shorter == (("leather", 1),)
    assert page.product_ids == ()


def test_the_thing_itself_comes_before_what_belongs_to_it():
    camera = make_entry("Kodak C1530 14 megapixel camera with 3x optical zoom, white", kinds=("Digital Cameras",), category_names=("Digital Cameras",))
    case, lens = make_entry("Camera case", kinds=("Camera Bags & Cases",)), make_entry("Camera lens", kinds=("Camera Lenses",))
    serve_index([case, lens, camera])
    assert ask("camera").product_ids[0] == camera.product_id
    assert ask("camera case").product_ids[0] == case.product_id


def test_what_stands_in_front_on_the_shelves_does_so_here():
    behind, front = make_entry("walnut chair", rank=100), make_entry("walnut chair", rank=7_000)
    serve_index([behind, front])
    assert ask("walnut chair").product_ids == (front.product_id, behind.product_id)


def test_another_site_has_its_own_goods(goods):
    assert search(SearchRequest("tw", text="camera")).total == 0


@pytest.mark.parametrize(("sort", "key", "descending"), [("price", "price_minor", False), ("-price", "price_minor", True), ("newest", "created_at", True)])
def test_pages_follow_each_other_without_gap_or_double(sort, key, descending):
    entries = [make_entry(f"chair {n}", price_minor=1000 + n % 7) for n in range(57)]
    serve_index(entries)
    seen, cursor = [], ""
    while True:
        page = ask("chair", sort=sort, cursor=cursor, size=10)
        assert page.total == 57
        seen += page.product_ids
        cursor = page.next_cursor
        if not cursor:
            break
    by_id = {entry.product_id: getattr(entry, key) for entry in entries}
    assert sorted(seen) == sorted(by_id)
    assert all(by_id[one] >= by_id[other] if descending else by_id[one] <= by_id[other] for one, other in pairwise(seen))


@pytest.mark.parametrize("text", ["", "chair"])
def test_pages_by_rank_and_by_fit_show_everything_once(text):
    entries = [make_entry(f"chair {'x ' * (n % 5)}{n}", rank=n % 3) for n in range(130)]
    serve_index(entries)
    seen, cursor = [], ""
    for _ in range(20):
        page = ask(text, cursor=cursor, size=24)
        seen += page.product_ids
        cursor = page.next_cursor
        if not cursor:
            break
    assert sorted(seen) == sorted(entry.product_id for entry in entries)


def test_goods_that_go_shift_no_page():
    entries = [make_entry(f"chair {n}", price_minor=100 + n) for n in range(30)]
    serve_index(entries)
    first = ask(sort="price", size=10)
    serve_index(entries[5:])
    second = ask(sort="price", size=10, cursor=first.next_cursor)
    assert second.product_ids == tuple(entry.product_id for entry in entries[10:20])


@pytest.mark.parametrize("cursor", ["nonsense", "====", "é", "cHJpY2U6a", "cHJpY2U6azk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5", "x" * 5000])
def test_a_strange_cursor_leads_to_the_start(goods, cursor):
    assert ask(sort="price", cursor=cursor).product_ids == ask(sort="price").product_ids


def test_no_text_is_too_strange(goods):
    strange = ["a" * 10_000, "- " * 5_000, "\x00", "camera \x00", "\ud800", '"(*:^~\\', "AND OR NOT", "site:tw", "@mark"]
    for text in [*json.loads(STRINGS.read_text(encoding="utf-8")), *strange]:
        assert ask(text).total >= 0
        assert ask(text, as_typed=True, sort="price").total >= 0
        assert isinstance(suggest("eu", "en", text), list)


def test_strange_filters_find_nothing(goods):
    for strange in ("\x00", "😀" * 50, "a" * 70_000, "", "=", "color="):
        ask("camera", brands=(strange,), sellers=(strange,), attributes=(strange,), category=strange)
    assert ask(price_min_minor=-5, price_max_minor=1 << 80).total == len(goods)
    assert ask(price_min_minor=10, price_max_minor=5).total == 0


def test_suggestions_finish_the_word(goods):
    found = suggest("eu", "en", "sony dig")
    assert ("words", "sony digital") in [(each.kind, each.text) for each in found]
    assert any(each.kind == "product" and each.text.startswith("Sony") for each in found)
    assert ("brand", "Sony") in [(each.kind, each.text) for each in suggest("eu", "en", "so")]
    assert suggest("tw", "en", "sony") == []
    assert [each.text for each in suggest("eu", "en", "sho") if each.kind == "words"] == ["shoes", "shot"]


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS, NUMBERS, NUMBERS), min_size=1, max_size=8))
def test_no_goods_are_too_strange(told):
    entries = [
        make_entry(title, description=more, brand=brand, model_no=more[:40], price_minor=price, rank=rank, category_path=tuple(f"a-{n}" for n in range(12)))
        for title, more, brand, price, rank in told
    ]
    serve_index(entries)
    assert ask(size=100).total == len(entries)
    assert set(ask(size=100, sort="price").product_ids) == {entry.product_id for entry in entries}
    for entry in entries:
        ask(entry.title)
