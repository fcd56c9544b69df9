"""Holds that keep and end by themselves, the calendar of endings, the records for auditors."""

import json
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from boxmalls.accounts.models import Address, Staff
from boxmalls.accounts.testing import make_account, make_address, make_staff, sign_in
from boxmalls.checkout.testing import make_group, make_order
from boxmalls.orders.actions import ship_order
from boxmalls.orders.models import Delivery, Order, OrderGroup
from boxmalls.privacy.collection import collecting
from boxmalls.privacy.holds import OnHold, check_not_held, hold, lift
from boxmalls.privacy.laws import law_of_site, years_to_keep
from boxmalls.privacy.models import Disclosure, JournalEntry, LegalHold, Person, Sweep
from boxmalls.privacy.purposes import HOLDING
from boxmalls.privacy.register import PURPOSES, RECIPIENTS
from boxmalls.privacy.retention.calendar import calendar
from boxmalls.privacy.retention.sweeping import sweep
from boxmalls.privacy.rights.erasing import erase_person
from boxmalls.privacy.testing import AT, make_person, publish
from boxmalls.privacy_office.records import activities, impact_assessment
from boxmalls.sellers.testing import make_seller
from boxmalls.shipping.testing import make_rate
from boxmalls.sites.testing import make_site, make_sites

pytestmark = pytest.mark.django_db(databases=["default", "safe"])
HOST = {"host": "eu.localhost"}
DAY = timedelta(days=1)


@pytest.fixture
def buyer() -> Person:
    make_sites()
    publish()
    person = make_account("held@example.org")
    make_address(person)
    make_order(person, at=AT)
    return person


def keep(person: Person, **given: object) -> LegalHold:
    told = {"reason": "court", "reference": "4 C 17/26", "until": AT + 30 * DAY, "by": make_person().pk, "at": AT, **given}
    return hold(person=person, **told)  # type: ignore[arg-type]


def test_what_is_on_hold_is_not_erased_until_its_day(buyer: Person) -> None:
    kept = keep(buyer)
    with pytest.raises(OnHold):
        erase_person(person=buyer, site_code="eu", at=kept.until - timedelta(seconds=1))
    assert Address.objects.filter(person=buyer).exists()
    assert Person.objects.get(pk=buyer.pk).erased_at is None
    assert erase_person(person=buyer, site_code="eu", at=kept.until).done_at == kept.until
    assert not LegalHold.objects.exists()


def test_a_lifted_hold_holds_nothing_and_others_are_not_held(buyer: Person) -> None:
    kept = keep(buyer)
    check_not_held(make_person().pk, AT)
    lift(hold_id=kept.pk, by=make_person().pk, at=AT)
    check_not_held(buyer.pk, AT)
    assert list(JournalEntry.objects.filter(subject=buyer, what="privacy.LegalHold").order_by("id").values_list("verb", flat=True)) == ["held", "lifted"]


def test_the_sweep_leaves_what_is_on_hold_and_takes_it_when_the_hold_is_over(buyer: Person) -> None:
    other = make_order(at=AT)
    over = AT + 366 * DAY
    keep(buyer, at=AT + 100 * DAY, until=over + DAY, holdings=["orders.Delivery"])
    sweep(at=over)
    assert list(Delivery.objects.values_list("person_id", flat=True)) == [buyer.pk]
    assert not Delivery.objects.filter(order=other).exists(), "the positive control"
    sweep(at=over + DAY)
    assert not Delivery.objects.exists()


@pytest.mark.parametrize("days", [0, -1, 367])
def test_the_database_wants_an_end_within_a_year(buyer: Person, days: int) -> None:
    with pytest.raises(IntegrityError, match="hold_ends_within_a_year"), transaction.atomic():
        keep(buyer, until=AT + days * DAY)
    assert not LegalHold.objects.exists()


def test_the_calendar_says_what_ends_next_and_what_ended(buyer: Person) -> None:
    (deliveries,) = (each for each in calendar(AT) if each.holding.model == "orders.Delivery")
    assert (deliveries.rows, deliveries.overdue, deliveries.next_on) == (1, 0, (AT + 365 * DAY).date())
    late = next(each for each in calendar(AT + 366 * DAY) if each.holding.model == "orders.Delivery")
    assert late.overdue == 1
    sweep(at=AT + 366 * DAY)
    swept = next(each for each in calendar(AT + 366 * DAY) if each.holding.model == "orders.Delivery")
    assert (swept.rows, swept.overdue, swept.swept_rows) == (0, 0, 1)
    assert Sweep.objects.filter(holding="orders.Delivery").exists()


def late(model: str, at: object) -> int:
    return next(each.overdue for each in calendar(at) if each.holding.model == model)  # type: ignore[arg-type]


def test_what_a_hold_keeps_is_no_promise_broken_and_next_to_end_is_what_nothing_keeps(buyer: Person, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    make_order(at=AT + 10 * DAY)
    over = AT + 366 * DAY
    assert late("orders.Delivery", over) == 1, "the positive control"
    keep(buyer, at=AT + 100 * DAY, until=over + DAY, holdings=["orders.Delivery"])
    (deliveries,) = (each for each in calendar(over) if each.holding.model == "orders.Delivery")
    assert (deliveries.rows, deliveries.overdue, deliveries.soon, deliveries.next_on) == (2, 0, 2, (AT + 375 * DAY).date())
    assert late("orders.Delivery", over + DAY) == 1, "and when the hold is over it has to go"


def test_the_law_of_each_site_decides_what_is_late(buyer: Person) -> None:
    group = make_group(site="my", at=AT)
    years = {code: years_to_keep("books", law_of_site(code)) for code in ("eu", "my")}
    assert years["eu"] > years["my"], "the laws differ"
    after = AT.replace(year=AT.year + years["my"] + 1, month=1, day=1)
    assert (late("orders.OrderGroup", after - DAY), late("orders.OrderGroup", after)) == (0, 1)
    sweep(at=after)
    assert late("orders.OrderGroup", after) == 0, "it stays in the books, knows nobody, and is late no more"
    assert set(OrderGroup.objects.values_list("pk", "person")) == {(group.pk, None), (OrderGroup.objects.get(person=buyer).pk, buyer.pk)}


def test_the_calendar_costs_the_same_however_many_rows(buyer: Person) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as sent:
            calendar(AT)
        return len(sent)

    before = cost()
    make_order(make_account("more@example.org"))
    assert cost() == before


def test_the_records_say_what_the_register_says(buyer: Person) -> None:
    site = make_sites()[0]
    told = activities(site)
    ordering = next(each for each in told["activities"] if each["purpose"] == "orders.ordering")
    assert ordering["basis"] == "contract"
    assert "orders.Delivery" in ordering["tables"]
    assert "orders.Delivery.name" in ordering["sealed"]
    assert "orders.ordering" in impact_assessment(site)


def test_the_record_says_who_receives_what_where_and_what_goes_abroad(buyer: Person) -> None:
    make_rate(make_seller(country="JP"), make_site("eu"))
    told = activities(make_site("eu"))
    by_purpose = {each["purpose"]: each for each in told["activities"]}
    ordering = {each["code"]: each for each in by_purpose["orders.ordering"]["recipients"]}
    assert set(ordering) == {"seller", "courier"}
    assert "JP" in ordering["seller"]["countries"]
    (server,) = by_purpose["orders.mails"]["recipients"]
    assert (server["code"], server["countries"]) == ("mail-server", "____"), "where a hired server is, only the operator knows"
    moved = {(each["recipient"], each["country"]) for each in by_purpose["orders.ordering"]["transfers"]}
    assert ("seller", "JP") in moved
    assert not moved & {("courier", "DE"), ("seller", "BE")}, "within the law of the site nothing is a transfer"
    assert [each["code"] for each in by_purpose["orders.calling"]["recipients"]] == ["phone-relay"]
    assert by_purpose["accounts.address-book"]["recipients"] == by_purpose["accounts.address-book"]["transfers"] == []


def test_every_recipient_says_for_which_purposes_and_whatever_left_went_for_one_of_them(buyer: Person) -> None:
    from boxmalls.orders.testing import react

    assert all(each.purposes for each in RECIPIENTS)
    order = Order.objects.get(person=buyer)
    assert {code for each in RECIPIENTS for code in each.purposes} <= {each.code for each in PURPOSES}
    ship_order(order=order, seller=order.seller_id, carrier="DHL", tracking="1", at=AT)
    react()
    declared = {(each.code, code) for each in RECIPIENTS for code in each.purposes}
    left = {(recipient.partition(":")[0], purpose) for recipient, purpose in Disclosure.objects.values_list("recipient", "purpose")}
    assert {recipient for recipient, _purpose in left} >= {"seller", "courier", "mail-server"}
    assert left <= declared


def test_the_pages_open_and_keep_what_was_typed(buyer: Person, client: Client) -> None:
    sign_in(client, make_staff(Staff.OFFICER))
    wrong = client.post("/office/holds/", {"whom": "held@example.org", "reason": "court", "reference": "4 C 17/26", "until": "2020-01-01"}, headers=HOST)
    assert (wrong.status_code, "4 C 17/26" in wrong.text, LegalHold.objects.count()) == (422, True, 0)
    keep(buyer)
    assert "4 C 17/26" in client.get("/office/holds/", headers=HOST).text
    assert client.get("/office/promises/", headers=HOST).status_code == 200
    assert json.loads(client.get("/office/records/eu", headers=HOST).content)["activities"]
    assert client.get("/office/assessments/eu", headers=HOST).text.startswith("# ")
    assert client.get("/office/records/xx", headers=HOST).status_code == 404


def test_holds_are_written_for_their_purpose_only(buyer: Person) -> None:
    kept = keep(buyer)
    with transaction.atomic(), collecting(HOLDING, person=buyer.pk, at=AT):
        LegalHold.objects.filter(pk=kept.pk).update(reference="4 C 18/26")
    assert LegalHold.objects.get().reference == "4 C 18/26"
