"""Each count is what a look at every entry gives: the choice itself, with what is chosen in the other facets."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from boxmalls.catalog.models import Attribute, AttributeValue
from boxmalls.catalog.testing import make_category
from boxmalls.search.index.entries import Entry, brand_code
from boxmalls.search.queries import SearchRequest, search
from boxmalls.search.testing import forget_everything, make_entry, serve_index
from boxmalls.sellers.testing import make_seller

pytestmark = pytest.mark.django_db

BRANDS, SELLERS, CONDITIONS, LEARNS = ["Acme", "Best Co", "Çelik"], ["one", "two", "three"], ["new", "used"], ["label", "address"]
CATEGORIES = [("aa",), ("aa", "aa-1"), ("aa", "aa-1", "aa-1-2"), ("bb",), ("bb", "bb-4")]
ATTRIBUTES = ["color=color__red", "color=color__blue", "size=size__s", "size=size__l"]


def some(values):
    return st.lists(st.sampled_from(values), max_size=2, unique=True).map(tuple)


ENTRIES = st.lists(
    st.builds(
        lambda **given: make_entry("chair", **given),
        brand=st.sampled_from(["", *BRANDS]),
        sellers=st.lists(st.sampled_from(SELLERS), min_size=1, max_size=3, unique=True).map(tuple),
        conditions=some(CONDITIONS),
        learns=some(LEARNS),
        category_path=st.sampled_from(CATEGORIES),
        attributes=some(ATTRIBUTES),
        price_minor=st.integers(1, 20),
        in_stock=st.booleans(),
    ),
    max_size=25,
)
REQUESTS = st.builds(
    SearchRequest,
    site=st.just("eu"),
    text=st.sampled_from(["", "chair"]),
    category=st.sampled_from(["", "aa", "aa-1", "bb-4", "cc"]),
    brands=some([brand_code(brand) for brand in BRANDS]),
    sellers=some(SELLERS),
    conditions=some(CONDITIONS),
    learns=some(LEARNS),
    price_min_minor=st.none() | st.integers(0, 20),
    price_max_minor=st.none() | st.integers(0, 20),
    attributes=some(ATTRIBUTES),
    in_stock=st.booleans(),
    size=st.just(100),
)


def fits(entry: Entry, request: SearchRequest, leave_out: str = "") -> bool:
    wanted = {}
    for attribute in request.attributes:
        wanted.setdefault("attribute:" + attribute.partition("=")[0], set()).add(attribute)
    checks = {
        "category": not request.category or request.category in entry.category_path,
        "brand": not request.brands or brand_code(entry.brand) in request.brands,
        "seller": not request.sellers or bool(set(request.sellers) & set(entry.sellers)),
        "condition": not request.conditions or bool(set(request.conditions) & set(entry.conditions)),
        "learns": not request.learns or bool(set(request.learns) & set(entry.learns)),
        "price": (request.price_min_minor or 0) <= entry.price_minor <= (20 if request.price_max_minor is None else request.price_max_minor),
        "stock": entry.in_stock or not request.in_stock,
        **{handle: bool(values & set(entry.attributes)) for handle, values in wanted.items()},
    }
    return all(good for facet, good in checks.items() if facet != leave_out)


def values_of(entry: Entry, facet: str) -> set[str]:
    if facet.startswith("attribute:"):
        return {value for value in entry.attributes if value.startswith(facet.partition(":")[2] + "=")}
    one = {"brand": {brand_code(entry.brand)}, "category": set(entry.category_path)}
    return one.get(facet) or set(getattr(entry, {"seller": "sellers", "condition": "conditions", "learns": "learns"}[facet], ()))


@pytest.fixture
def named():
    for key in ("aa-1-2", "bb-4"):
        make_category(key)
    for slug in SELLERS:
        make_seller(name=slug)
    for number, handle in enumerate(("color", "size")):
        attribute = Attribute.objects.create(id=number, handle=handle, names={"en": handle.title()})
        for at, value in enumerate(each.partition("=")[2] for each in ATTRIBUTES if each.startswith(handle)):
            AttributeValue.objects.create(id=10 * number + at, attribute=attribute, position=at, handle=value, names={"en": value[-4:]})
    forget_everything()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(entries=ENTRIES, request_=REQUESTS)
def test_every_count_is_what_counting_by_hand_gives(named, entries, request_):
    serve_index(entries)
    page = search(request_)
    expected = [entry for entry in entries if fits(entry, request_)]
    assert page.total == len(expected)
    assert set(page.product_ids) == {entry.product_id for entry in expected}
    for facet in page.facets:
        under = [entry for entry in entries if fits(entry, request_, leave_out=facet.code)]
        if facet.code == "price":
            assert (facet.low_minor, facet.high_minor) == (min(e.price_minor for e in under), max(e.price_minor for e in under))
        for value in facet.values:
            below = facet.code == "category" and request_.category and value.level > request_.category.count("-")
            wanted = expected if below else under
            assert value.count == sum(value.code in values_of(entry, facet.code) for entry in wanted), (facet.code, value)


def test_the_categories_lead_from_the_top_to_the_next_storey(named):
    serve_index([make_entry("chair", category_path=path) for path in CATEGORIES])
    top = search(SearchRequest("eu")).facets[0]
    assert [(value.code, value.count, value.level) for value in top.values] == [("aa", 3, 0), ("bb", 2, 0)]
    below = search(SearchRequest("eu", category="aa-1")).facets[0]
    assert [(value.code, value.count, value.level, value.chosen) for value in below.values] == [
        ("aa", 3, 0, False),
        ("aa-1", 2, 1, True),
        ("aa-1-2", 1, 2, False),
    ]


def test_facets_are_counted_once_for_all_pages_and_orders(named, monkeypatch):
    from boxmalls.search import queries

    serve_index([make_entry("chair", brand="Acme") for _ in range(30)])
    counted = []
    monkeypatch.setattr(queries, "count_facets", lambda *given: counted.append(given) or ())
    first = SearchRequest("eu", text="chair", size=10)
    for request in (first, replace(first, sort="price"), replace(first, cursor=search(first).next_cursor)):
        search(request)
    assert len(counted) == 1


def test_brands_show_their_own_spelling(named):
    serve_index([make_entry("chair", brand="Best Co"), make_entry("chair", brand="BEST-CO")])
    brand = next(facet for facet in search(SearchRequest("eu")).facets if facet.code == "brand")
    assert [(value.code, value.count) for value in brand.values] == [("best-co", 2)]
    assert brand.values[0].title in {"Best Co", "BEST-CO"}
