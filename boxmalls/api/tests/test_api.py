"""The API answers as it describes itself, to anyone, quickly and politely."""

import json
from datetime import timedelta

import pytest

from boxmalls.api import openapi
from boxmalls.api.testing import fits, problem_of
from boxmalls.api.web.search import READS
from boxmalls.base.clock import now
from boxmalls.base.limits import take
from boxmalls.catalog.rules import media_file
from boxmalls.catalog.testing import make_category, make_media, make_offer, make_product, make_variant
from boxmalls.search.testing import index_goods, remove_index
from boxmalls.sellers.testing import make_seller

pytestmark = pytest.mark.django_db(databases=["default", "safe"])
HOST = "eu.localhost"
COST = 4  # The limit in a transaction of its own (three statements), and the products.
SHAPES = openapi.schemas()


@pytest.fixture
def goods(own_index):
    holz, metall = make_seller(name="Holz"), make_seller(name="Metall", learns="address")
    chair = make_product(title="Walnut chair", brand="Acme", category=make_category("aa-1", "Chairs"), attributes={"color": ["color__red"]})
    make_media(chair, alt="A chair")
    make_offer(product=chair, seller=metall, price_minor=700, external_id="m-1", was_minor=900)
    make_offer(product=chair, seller=holz, price_minor=500, external_id="h-1", stock=0)
    make_offer(product=chair, seller=holz, price_minor=99_000, external_id="h-tw", site="tw")
    table = make_product(title="Walnut table", category=make_category("aa-2"))
    make_offer(product=table, seller=holz, price_minor=900, variant=make_variant(table, Size="L"))
    index_goods()
    return chair, table


def get(client, path, **headers):
    return client.get(f"/api/v1/{path}", headers={"host": HOST, **headers})


def test_search_answers_with_products_and_their_offers(client, goods):
    chair, table = goods
    answer = get(client, "search?q=walnut&sort=price")
    assert answer.status_code == 200
    told = answer.json()
    fits(told, SHAPES["SearchPage"], SHAPES)
    assert (told["total"], told["cursor"], told["next"]) == (2, None, None)
    assert [each["id"] for each in told["products"]] == [str(chair.pk), str(table.pk)]
    first, second = told["products"][0]["offers"]
    assert (first["seller"]["id"], first["external_id"], first["price_minor"], first["was_minor"], first["currency"], first["stock"]) == (
        "metall", "m-1", 700, 900, "EUR", "in_stock",
    )  # fmt: skip
    assert (second["external_id"], second["stock"]) == ("h-1", "sold_out")
    assert told["products"][1]["offers"][0]["variant"] == {"Size": "L"}
    assert {facet["code"] for facet in told["facets"]} >= {"category", "seller", "brand", "price", "learns", "condition"}


def test_a_product_comes_whole(client, goods):
    chair, _table = goods
    told = get(client, f"products/{chair.pk}").json()
    fits(told, SHAPES["WholeProduct"], SHAPES)
    picture = chair.media.get()
    assert told["picture"]["url"] == "/media/" + media_file(picture.key, 960, "webp")
    assert told["attributes"] == {"color": ["color__red"]}
    assert told["category"] == {"id": "aa-1", "name": "Chairs"}
    assert len(told["offers"]) == 2


def test_a_product_that_is_not_on_sale_here_is_not_found(client, goods):
    _chair, table = goods
    answer = client.get(f"/api/v1/products/{table.pk}", headers={"host": "tw.localhost", "accept-language": "zh-TW"})
    assert answer.status_code == 404
    fits(problem_of(answer), SHAPES["Problem"], SHAPES)
    assert client.get("/api/v1/products/nonsense", headers={"host": HOST}).status_code == 404
    assert answer["Content-Language"] == "zh-hant"


def test_pages_lead_to_the_next(client, goods):
    first = get(client, "search?q=walnut&sort=price&size=1&facets=false").json()
    assert "facets" not in first
    second = client.get(first["next"], headers={"host": HOST}).json()
    assert [first["products"][0]["title"], second["products"][0]["title"]] == ["Walnut chair", "Walnut table"]
    assert second["next"] is None


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("size=0", "unusable-parameter"),
        ("size=101", "unusable-parameter"),
        ("size=ten", "unusable-parameter"),
        ("size=٣", "unusable-parameter"),
        ("sort=colour", "unusable-parameter"),
        ("price_min=-1", "unusable-parameter"),
        ("price_max=9999999999999999999", "unusable-parameter"),
        ("in_stock=maybe", "unusable-parameter"),
        ("condition=broken", "unusable-parameter"),
        ("learns=everything", "unusable-parameter"),
        ("colour=red", "unknown-parameter"),
        ("%00=1", "unknown-parameter"),
    ],
)
def test_what_cannot_be_used_is_refused_in_words(client, goods, query, code):
    answer = get(client, f"search?{query}")
    assert answer.status_code == 422
    told = problem_of(answer)
    fits(told, SHAPES["Problem"], SHAPES)
    assert told["error"]["code"] == code


@pytest.mark.parametrize("text", ["", "%00", "%ed%a0%80", "'%22\\", "a" * 3000, "%F0%9F%98%80"])
def test_no_text_is_too_strange(client, goods, text):
    assert get(client, f"search?q={text}&cursor={text}&category={text}&brand={text}&attribute={text}").status_code == 200


def test_what_has_not_changed_is_not_sent_again(client, goods):
    first = get(client, "search?q=walnut")
    again = get(client, "search?q=walnut", if_none_match=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    assert get(client, "search?q=chair", if_none_match=first["ETag"]).status_code == 200
    chair = goods[0]
    tag = get(client, f"products/{chair.pk}")["ETag"]
    assert get(client, f"products/{chair.pk}", if_none_match=f"W/{tag}").status_code == 304


def test_who_asks_too_often_is_told_to_wait(client, goods):
    soon = now() + timedelta(seconds=30)
    for _ in range(READS.amount):
        take(READS, "127.0.0.1", at=soon)
    answer = get(client, "search?q=walnut")
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) >= 1
    assert problem_of(answer)["error"]["code"] == "too-many"
    assert client.get("/api/v1/search", headers={"host": HOST}, REMOTE_ADDR="10.9.8.7").status_code == 200


def test_the_cost_does_not_grow_with_the_rows(client, goods, django_assert_num_queries):
    get(client, "search?q=walnut")
    with django_assert_num_queries(COST):
        get(client, "search?q=walnut")
    for number in range(8):
        make_offer(product=make_product(title=f"Walnut shelf {number}"), price_minor=100 + number)
    index_goods()
    get(client, "search?q=walnut")
    with django_assert_num_queries(COST):
        assert get(client, "search?q=walnut").json()["total"] == 10
    with django_assert_num_queries(COST):
        get(client, f"products/{goods[0].pk}")


def test_it_answers_without_the_index_and_says_so(client, goods):
    remove_index()
    told = get(client, "search?q=walnut").json()
    fits(told, SHAPES["SearchPage"], SHAPES)
    assert (told["total"], told["engine"]) == (2, "database")


def test_only_reading_is_possible(client, goods):
    for method in ("post", "put", "patch", "delete"):
        assert getattr(client, method)("/api/v1/search", headers={"host": HOST, "origin": f"http://{HOST}"}).status_code == 405


def test_the_description_is_whole_and_readable(client, goods):
    answer = get(client, "openapi.json")
    described = answer.json()
    assert described["openapi"].startswith("3.1")
    known = set(described["components"]["schemas"])
    assert {part.split('"')[0] for part in json.dumps(described).split("#/components/schemas/")[1:]} <= known
    asked = {each["name"] for each in described["paths"]["/search"]["get"]["parameters"]}
    from boxmalls.api.asked import LISTS, SINGLE

    assert asked == SINGLE | set(LISTS)
    page = client.get("/api/", headers={"host": HOST})
    assert page.status_code == 200
    assert all(f"<code>{name}</code>" in page.content.decode() for name in asked)


def test_the_check_of_shapes_notices_what_is_missing_or_wrong():
    shape = SHAPES["Picture"]
    good = {"url": "/x", "width": 1, "height": 1, "alt": ""}
    fits(good, shape, SHAPES)
    for bad in ({**good, "width": "1"}, {key: value for key, value in good.items() if key != "alt"}, {**good, "more": 1}):
        with pytest.raises(AssertionError):
            fits(bad, shape, SHAPES)
