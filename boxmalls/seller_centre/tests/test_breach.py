"""A seller reports a breach: the clock runs from when it was found, and of all buyers only theirs are concerned."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from boxmalls.accounts.models import Staff
from boxmalls.accounts.testing import make_seller_member, make_staff, sign_in
from boxmalls.checkout.testing import make_delivered_offer, make_order
from boxmalls.privacy.models import Breach
from boxmalls.privacy.testing import AT, make_acceptance, make_person, publish
from boxmalls.sellers.testing import make_seller
from boxmalls.sites.testing import make_sites

pytestmark = pytest.mark.django_db(databases=["default", "safe"])
HOST = {"host": "eu.localhost"}
FOUND = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
TOLD = {"title": "A parcel list was lost", "what_happened": "On a tram.", "detected_at": "2026-11-22T09:30"}


@pytest.fixture
def shops(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Two sellers: two people bought of the first, one of them of the second, too, and a third person of the second only."""
    monkeypatch.setattr("boxmalls.seller_centre.web.breach.now", lambda: AT)
    make_sites()
    publish()
    first, second = make_seller(), make_seller()
    both, only_first, only_second = (make_person() for _ in range(3))
    for person in (both, only_first, only_second):
        make_acceptance(person, "eu")
    for seller, buyers in ((first, (both, only_first)), (second, (both, only_second))):
        for buyer in buyers:
            make_order(buyer, make_delivered_offer(seller=seller), at=AT - timedelta(days=1))
    return [first, second, both, only_first, only_second]


def report(client: Client, **changed: str) -> Any:
    return client.post("/seller/breach", {**TOLD, **changed}, headers=HOST)


def test_only_this_sellers_buyers_are_concerned_and_the_clock_runs_from_when_it_was_found(shops: list[Any], client: Client) -> None:
    first, _second, both, only_first, only_second = shops
    member = make_seller_member(first)
    answer = report(sign_in(client, member))
    breach = Breach.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/seller/breach?reported={breach.number}")
    assert breach.number in client.get(answer.headers["Location"], headers=HOST).text
    assert (breach.told_by, breach.detected_at, breach.status) == (f"seller:{first.pk}", FOUND, "confirmed")
    assert (breach.harm, breach.keys_exposed, breach.site_codes) == (True, True, ["eu"])
    assert set(breach.people.values_list("person_id", flat=True)) == {both.pk, only_first.pk}
    assert only_second.pk not in breach.people.values_list("person_id", flat=True)
    assert {row["holding"]: (row["rows"], row["people"]) for row in breach.scope} == {"orders.Delivery": (2, 2), "orders.Order": (2, 2)}
    due = dict.fromkeys([("authority", "first")], FOUND + timedelta(hours=72)) | {("people", "first"): FOUND}
    assert {(each.whom, each.stage): each.due_at for each in breach.notices.filter(law="EU")} == due
    assert breach.events.order_by("pk").values_list("what", "by").first() == ("reported", member.pk)
    page = sign_in(Client(), make_staff(Staff.OFFICER)).get(f"/office/breaches/{breach.pk}", headers=HOST).text
    assert "A parcel list was lost" in page


def test_a_breach_of_the_other_seller_is_a_breach_of_its_own(shops: list[Any]) -> None:
    first, second, both, only_first, only_second = shops
    for seller in (first, second):
        report(sign_in(Client(), make_seller_member(seller)))
    concerned = {each.told_by: set(each.people.values_list("person_id", flat=True)) for each in Breach.objects.all()}
    assert concerned == {f"seller:{first.pk}": {both.pk, only_first.pk}, f"seller:{second.pk}": {both.pk, only_second.pk}}


@pytest.mark.parametrize(("wrong", "says"), [({"title": ""}, "Say it in a line"), ({"detected_at": "2026-11-22T12:01"}, "in the future")])
def test_what_is_wrong_is_said_and_nothing_is_reported(shops: list[Any], client: Client, wrong: dict[str, str], says: str) -> None:
    answer = report(sign_in(client, make_seller_member(shops[0])), **wrong)
    assert (answer.status_code, says in answer.text, "On a tram." in answer.text, Breach.objects.exists()) == (422, True, True, False)


def test_nobody_reports_for_a_shop_that_is_not_theirs(shops: list[Any], client: Client) -> None:
    sign_in(client, make_seller_member(shops[0]))
    assert client.post(f"/seller/breach?shop={shops[1].slug}", TOLD, headers=HOST).status_code == 404
    assert not Breach.objects.exists()
