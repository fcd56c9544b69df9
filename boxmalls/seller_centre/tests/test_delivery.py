"""A seller says what delivery costs on each site; nobody else's prices move, and what cannot be is refused with nothing changed."""

import pytest

from boxmalls.accounts.testing import make_seller_member, sign_in
from boxmalls.seller_centre.forms import WAYS_A_SITE
from boxmalls.sellers.testing import make_seller
from boxmalls.shipping.models import Rate
from boxmalls.shipping.testing import make_rate
from boxmalls.sites.testing import make_site

pytestmark = pytest.mark.django_db(databases=["default", "safe"])
HOST = {"host": "eu.localhost"}
SAID = {"site": "eu", "code": "", "name": "Ground", "price": "6,90", "free_from": "", "days_min": "2", "days_max": "5"}


@pytest.fixture
def desk(client):
    make_site()
    client.seller = make_seller()
    sign_in(client, make_seller_member(client.seller))
    return client


def rates():
    return sorted(Rate.objects.values_list("site_id", "code", "name", "price_minor", "free_from_minor", "days_min", "days_max"))


def test_a_first_way_of_delivery_is_said(desk):
    assert "You do not deliver here yet." in desk.get("/seller/delivery", headers=HOST).text
    answer = desk.post("/seller/delivery", SAID, headers=HOST)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/seller/delivery#eu")
    assert rates() == [("eu", "ground", "Ground", 690, None, 2, 5)]
    page = desk.get("/seller/delivery", headers=HOST).text
    for words in ('value="6.90"', "Germany", "Offer it no longer"):
        assert words in page


def test_it_is_changed_where_it_stands_and_another_of_the_same_name_stands_beside_it(desk):
    desk.post("/seller/delivery", SAID, headers=HOST)
    desk.post("/seller/delivery", {**SAID, "code": "ground", "price": "0", "free_from": "50"}, headers=HOST)
    desk.post("/seller/delivery", {**SAID, "name": "宅配"}, headers=HOST)
    desk.post("/seller/delivery", SAID, headers=HOST)
    assert [rate[1:5] for rate in rates()] == [("ground", "Ground", 0, 5000), ("ground-2", "Ground", 690, None), ("way", "宅配", 690, None)]


@pytest.mark.parametrize(
    "wrong",
    [
        {"price": "-1"}, {"price": "cheap"}, {"price": "1.005"}, {"free_from": "0"}, {"days_min": "6"}, {"days_max": "9999"}, {"name": " "},
        {"site": "mars"}, {"code": "gone"}, {"site": ""},
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_words_and_nothing_changes(desk, wrong):
    answer = desk.post("/seller/delivery", {**SAID, **wrong}, headers=HOST)
    assert answer.status_code == 422
    assert rates() == []


def test_there_is_an_end_to_ways(desk):
    for _each in range(WAYS_A_SITE + 1):
        desk.post("/seller/delivery", SAID, headers=HOST)
    assert len(rates()) == WAYS_A_SITE


def test_another_sellers_way_is_neither_seen_nor_changed_nor_ended(desk):
    make_rate(make_seller(slug="rival", name="Rival"), make_site(), code="theirs", name="Their parcel")
    assert "Their parcel" not in desk.get("/seller/delivery", headers=HOST).text
    assert desk.post("/seller/delivery", {**SAID, "code": "theirs"}, headers=HOST).status_code == 422
    assert desk.post("/seller/delivery/ending", {"site": "eu", "code": "theirs"}, headers=HOST).status_code == 404
    assert [rate[1:4] for rate in rates()] == [("theirs", "Their parcel", 490)]


def test_what_is_ended_is_gone_and_ending_it_twice_is_not_found(desk):
    desk.post("/seller/delivery", SAID, headers=HOST)
    ended = [desk.post("/seller/delivery/ending", {"site": "eu", "code": "ground"}, headers=HOST).status_code for _ in range(2)]
    assert ended == [303, 404]
    assert rates() == []


def test_the_page_costs_the_same_however_many_ways_there_are(desk, django_assert_max_num_queries):
    desk.get("/seller/delivery", headers=HOST)
    for _each in range(WAYS_A_SITE):
        desk.post("/seller/delivery", SAID, headers=HOST)
    with django_assert_max_num_queries(12):
        desk.get("/seller/delivery", headers=HOST)
