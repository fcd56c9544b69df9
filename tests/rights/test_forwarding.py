"""A correction reaches everybody who received the wrong value within a year, and it is known who heard."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from boxmalls.accounts.models import Staff
from boxmalls.accounts.testing import make_account, make_seller_member, make_staff, sign_in
from boxmalls.base.refusals import NotFound
from boxmalls.checkout.testing import make_delivered_offer, make_order
from boxmalls.orders.telling import tell_of_carrier, tell_of_mail, tell_of_seller
from boxmalls.privacy.collection import collecting
from boxmalls.privacy.disclosure.forwarding import NotToldYet, acknowledge, note_told, sent_on
from boxmalls.privacy.models import CorrectionNotice, Disclosure
from boxmalls.privacy.purposes import CORRECTING, DISCLOSING
from boxmalls.privacy.rights.correcting import CannotCorrect, correct_value
from boxmalls.privacy.rights.erasing import erase_person
from boxmalls.privacy.testing import AT, publish
from boxmalls.privacy_office.models import Kind
from boxmalls.privacy_office.testing import make_proven_request
from boxmalls.sellers.testing import make_seller
from boxmalls.sites.testing import make_sites

pytestmark = pytest.mark.django_db(databases=["default", "safe"])
DAY = timedelta(days=1)
HOST = {"host": "eu.localhost"}


@pytest.fixture
def order():
    make_sites()
    publish()
    order = make_order(make_account("moved@example.org"), make_delivered_offer(seller=make_seller(learns="address_phone")))
    tell_of_seller(order, order.seller, AT)
    tell_of_carrier(order, "Post", AT)
    tell_of_mail(order, "mail.example.org", AT)
    return order


def correct(order, *, at=AT, value="+4915100000000", **given):
    return correct_value(person_id=order.person_id, key=f"orders.Delivery:{order.delivery.pk}:phone", value=value, at=at, **given)


def told(order):
    return {each.recipient for each in sent_on(order.person_id)}


@pytest.mark.parametrize(("days", "count"), [(364, 2), (365, 0), (366, 0)])
def test_who_received_it_within_a_year_is_told_and_who_did_before_is_not(order, days, count):
    correct(order, at=AT + days * DAY)
    assert CorrectionNotice.objects.count() == count


def test_the_mail_server_keeps_nothing_to_correct(order):
    correct(order)
    assert told(order) == {f"seller:{order.seller_id}", "courier:post"}


def test_or_only_those_whom_the_person_names(order):
    correct(order, only={"courier:post"})
    assert told(order) == {"courier:post"}
    correct(order, only=set(), value="+4915100000001")
    assert CorrectionNotice.objects.count() == 1


@pytest.mark.parametrize("left", [["courier:post"], [], None])
def test_on_the_page_the_person_names_them_and_without_ticks_nobody_is_told(order, left):
    buyer = sign_in(Client(), order.person)
    key = f"orders.Delivery:{order.delivery.pk}:phone"
    page = buyer.post(f"/your-data/show?cell={key}", headers={**HOST, "HX-Request": "true"}).text
    seller = f"seller:{order.seller_id}"
    assert [f'name="only" value="{who}" checked' in page for who in ("courier:post", seller, "mail-server")] == [True, True, False]
    named = {} if left is None else {"chosen": "1", "only": left}
    assert buyer.post("/your-data/correction", {"cell": key, "value": "+4915100000000", **named}, headers=HOST).status_code == 302
    assert told(order) == ({"courier:post", seller} if left is None else set(left))


@pytest.mark.parametrize("left", [["courier:post"], []])
def test_at_the_desk_of_the_office_they_are_ticked_as_the_person_says(order, left):
    request = make_proven_request(order.person, Kind.CORRECT)
    officer = sign_in(Client(), make_staff(Staff.OFFICER))
    page = officer.get(f"/office/requests/{request.number}", headers=HOST).text
    assert 'name="only" value="courier:post"' in page
    sent = {"cell": f"orders.Delivery:{order.delivery.pk}:phone", "value": "+4915100000000", "chosen": "1", "only": left}
    assert officer.post(f"/office/requests/{request.number}/correct", sent, headers=HOST).status_code == 303
    assert told(order) == set(left)


def test_a_correction_that_is_refused_tells_nobody(order):
    with pytest.raises(CannotCorrect):
        correct(order, value="no phone at all")
    assert not CorrectionNotice.objects.exists()


def test_a_recipient_of_another_category_is_not_told(order):
    with transaction.atomic(), collecting(DISCLOSING, person=order.person_id, at=AT):
        Disclosure.objects.update(categories=["e"])
    correct(order)
    assert not CorrectionNotice.objects.exists()


def test_a_seller_is_told_at_once_and_others_when_somebody_tells_them(order):
    correct(order)
    seller, courier = (CorrectionNotice.objects.get(recipient__startswith=kind) for kind in ("seller", "courier"))
    assert (seller.told_at, courier.told_at) == (AT, None)
    with pytest.raises(NotToldYet):
        acknowledge(notice_id=courier.pk, at=AT)
    note_told(notice_id=courier.pk, at=AT + DAY)
    acknowledge(notice_id=courier.pk, at=AT + 2 * DAY)
    acknowledge(notice_id=courier.pk, at=AT + 3 * DAY)
    courier.refresh_from_db()
    assert (courier.told_at, courier.acknowledged_at) == (AT + DAY, AT + 2 * DAY)


def test_nobody_confirms_for_another(order):
    correct(order)
    notice = CorrectionNotice.objects.get(recipient__startswith="seller")
    with pytest.raises(NotFound):
        acknowledge(notice_id=notice.pk, recipient="seller:another", at=AT)
    assert CorrectionNotice.objects.get(pk=notice.pk).acknowledged_at is None


def test_the_database_refuses_a_confirmation_before_the_telling(order):
    correct(order)
    with pytest.raises(IntegrityError, match="acknowledged_after_told"), transaction.atomic(), collecting(CORRECTING, person=order.person_id, at=AT):
        CorrectionNotice.objects.filter(recipient="courier:post").update(told_at=AT, acknowledged_at=AT - DAY)


def test_the_seller_confirms_at_the_desk_the_office_tells_the_carrier_and_the_buyer_sees_both(order):
    correct(order)
    desk, office, buyer = Client(), Client(), Client()
    sign_in(desk, make_seller_member(order.seller))
    sign_in(office, make_staff(Staff.OFFICER))
    sign_in(buyer, order.person)
    page = desk.get("/seller/corrections", headers=HOST).text
    assert order.number in page
    assert "+4915100000000" not in page
    for notice in CorrectionNotice.objects.all():
        where = desk.post(f"/seller/corrections/{notice.pk}", headers=HOST)
        assert where.status_code == (303 if notice.recipient.startswith("seller") else 404)
    carrier = CorrectionNotice.objects.get(recipient="courier:post")
    for step in ("told", "confirmed"):
        assert office.post(f"/office/corrections/{carrier.pk}", {"step": step}, headers=HOST).status_code == 303
    assert not CorrectionNotice.objects.filter(acknowledged_at=None).exists()
    assert buyer.get("/your-data", headers=HOST).text.count("Confirmed ") >= 2


def test_an_erased_person_leaves_no_notice(order):
    correct(order)
    erase_person(person=order.person_id, site_code="eu", at=AT)
    assert not CorrectionNotice.objects.exists()
