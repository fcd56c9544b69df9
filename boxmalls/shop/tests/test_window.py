"""The window: every page on every site in every language, for the same number of queries however much there is."""

from collections.abc import Iterator

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from boxmalls.catalog.models import Attribute, AttributeValue
from boxmalls.search.testing import index_goods, remove_index
from boxmalls.shop.testing import Window, make_window
from boxmalls.sites.queries import all_sites

pytestmark = pytest.mark.django_db(databases=["default", "safe"])

# Written down, so that a page that grows dearer is noticed: queries for a stranger, once others have been here before.
QUERIES = {
    "/": 0,
    "/products/": 1,
    "/c/": 2,
    "/c": 0,
    "/search": 1,
    "/search?q=nothing": 1,
    "/sellers/": 4,
    "/help": 0,
    "/help/delivery": 2,
    "/help/recipients": 1,
    "/help/selling": 1,
}


def cost_of(path: str) -> int:
    """What is written down for a path, by its longest beginning."""
    found = max((each for each in QUERIES if path == each or (each != "/" and path.startswith(each))), key=len)
    return QUERIES[found]


def pages(window: Window) -> Iterator[tuple[str, str, str]]:
    for site in all_sites():
        for language in site.languages:
            for path in window.paths:
                yield site.host, language, path


def test_every_page_on_every_site_in_every_language(client: Client) -> None:
    for host, language, path in pages(make_window()):
        response = client.get(path, headers={"host": host, "accept-language": language})
        assert response.status_code == 200, (host, language, path)
        assert response.headers["Content-Language"] == language
        assert not response.cookies, "A page that is only read sets no cookie."


@pytest.mark.parametrize("goods", [3, 6])
def test_a_page_costs_the_same_queries_however_much_there_is(client: Client, goods: int) -> None:
    window = make_window(goods=goods)
    index_goods()
    counted = {}
    for path in window.paths:
        client.get(path, headers={"host": "eu.localhost"})
        with CaptureQueriesContext(connections["default"]) as queries:
            assert client.get(path, headers={"host": "eu.localhost"}).status_code == 200
        counted[path] = len(queries)
    assert counted == {path: cost_of(path) for path in window.paths}
    remove_index()


def test_the_address_of_a_product_is_one(client: Client) -> None:
    product = make_window().product
    response = client.get(f"/products/{product.pk}/wrong?offer=x", headers={"host": "eu.localhost"})
    assert response.status_code == 301
    assert response.headers["Location"] == f"/products/{product.pk}/{product.slug}?offer=x"


@pytest.mark.parametrize("path", ["/products/01890000-0000-7000-8000-000000000000/x", "/c/zz-9/x", "/sellers/nobody", "/help/nothing", "/sitemap-9.xml"])
def test_what_is_not_there_is_said(client: Client, path: str) -> None:
    make_window()
    assert client.get(path, headers={"host": "eu.localhost"}).status_code == 404


def test_another_offer_can_be_chosen_by_address_alone(client: Client) -> None:
    window = make_window()
    page = f"/products/{window.product.pk}/{window.product.slug}"
    offer = window.product.offers.get(seller=window.sellers[1], site_id="eu", variant__name="39")
    response = client.get(page, {"offer": str(offer.pk)}, headers={"host": "eu.localhost"})
    assert f'value="{offer.pk}" checked' in response.text
    assert f"What {window.sellers[1].name} will see of you" in response.text
    part = client.get(page, {"offer": str(offer.pk)}, headers={"host": "eu.localhost", "hx-request": "true"})
    assert part.text.startswith('<div class="page" id="product">')


def test_the_next_piece_of_a_shelf_repeats_nothing_and_leaves_nothing_out(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("boxmalls.shop.screens.category.PER_PAGE", 2)
    window = make_window(goods=5)
    path, seen = f"/c/{window.product.category_id}/{window.product.category.slug}", []
    while path:
        text = client.get(path, headers={"host": "eu.localhost", "hx-request": "true"}).text
        seen += [each.split('"')[0] for each in text.split('<a href="/products/')[1:]]
        path = text.split('rel="next"')[0].rpartition('href="')[2].rstrip('" ') if 'rel="next"' in text else ""
    assert len(seen) == len(set(seen)) == 5


def test_maps_name_every_page_in_every_language(client: Client) -> None:
    window = make_window()
    index = client.get("/sitemap.xml", headers={"host": "tw.localhost"}).text
    assert "http://tw.localhost/sitemap-1.xml" in index
    products = client.get("/sitemap-1.xml", headers={"host": "tw.localhost"}).getvalue().decode()
    assert f"http://tw.localhost/products/{window.product.pk}/{window.product.slug}?language=en" in products
    places = client.get("/sitemap-0.xml", headers={"host": "tw.localhost"}).getvalue().decode()
    assert f"http://tw.localhost/c/{window.product.category_id}/" in places
    assert f"http://tw.localhost/sellers/{window.sellers[0].slug}" in places
    assert "Sitemap: http://tw.localhost/sitemap.xml" in client.get("/robots.txt", headers={"host": "tw.localhost"}).text


def test_a_product_tells_its_attributes_in_the_language_of_the_page(client: Client) -> None:
    window = make_window()
    colour = Attribute.objects.create(id=1, handle="color", names={"en": "Color", "zh-hant": "顏色"})
    AttributeValue.objects.create(id=1, attribute=colour, position=0, handle="color__red", names={"en": "Red", "zh-hant": "紅色"})
    type(window.product).objects.filter(pk=window.product.pk).update(attributes={"color": ["color__red"]})
    page = f"/products/{window.product.pk}/{window.product.slug}"
    assert '<th scope="row">Color</th><td>Red</td>' in client.get(page, headers={"host": "eu.localhost"}).text
    chinese = client.get(page, headers={"host": "tw.localhost", "accept-language": "zh-TW"}).text
    assert '<th scope="row">顏色</th><td>紅色</td>' in chinese
