"""Holds that keep and end by themselves, the calendar of endings, the records for auditors."""

import json
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from boxmalls.accounts.models import Address, Staff
from boxmalls.accounts.testing import make_account, make_address, make_staff, sign_in
from boxmalls.checkout.testing import make_order
from boxmalls.orders.models import Delivery
from boxmalls.privacy.collection import collecting
from boxmalls.privacy.holds import OnHold, check_not_held, hold, lift
from boxmalls.privacy.models import JournalEntry, LegalHold, Person, Sweep
from boxmalls.privacy.purposes import HOLDING
from boxmalls.privacy.retention.calendar import calendar
from boxmalls.privacy.retention.sweeping import sweep
from boxmalls.privacy.rights.erasing import erase_person
from boxmalls.privacy.testing import AT, make_person, publish
from boxmalls.privacy_office.records import activities, impact_assessment
from boxmalls.sites.testing import make_sites

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
