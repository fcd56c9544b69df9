"""The rules of docs/erasure.md for what is about two: each with its test."""

from datetime import timedelta

import pytest

from boxmalls.accounts.actions import claim_guest_orders, make_account
from boxmalls.accounts.proofs import Proof
from boxmalls.accounts.testing import make_account as make_buyer
from boxmalls.accounts.testing import make_seller_member, make_staff, sign_in
from boxmalls.checkout.testing import ADDRESSES, complete, make_cart
from boxmalls.orders.actions.mail import send_mail
from boxmalls.orders.models import Delivery, Order, OrderGroup
from boxmalls.orders.testing import react
from boxmalls.privacy.journal import note
from boxmalls.privacy.models import JournalEntry, Person
from boxmalls.privacy.register import TRACES
from boxmalls.privacy.retention import sweep
from boxmalls.privacy.rights.erasing import erase_person, receipt_by_token
from boxmalls.privacy.rights.merging import merge_persons
from boxmalls.privacy.rights.models import Erasure
from boxmalls.privacy.rights.rows import count_rows
from boxmalls.privacy.rights.scan import scan
from boxmalls.privacy.testing import AT, make_person, make_visitor
from boxmalls.privacy.vault import blind
from boxmalls.privacy.vault.models import PersonKey

pytestmark = pytest.mark.django_db(databases=["default", "safe"])

EMAIL = "zofia.kanarek@canary.example"
NAME = "Zofia Kanarek"
LATER = AT + timedelta(days=40)


def order_by(person, *, name=NAME, email=EMAIL):
    return complete(make_cart(person), contact={"email": email}, delivery=ADDRESSES["eu"] | {"name": name})


def traces(*values):
    return scan(values, folders=[])


def test_what_others_wrote_about_them_goes_with_them():
    person, staff = make_person(), make_staff(at=AT)
    note(verb="read", subject=person.pk, actor=staff.pk, actor_role="staff", what="x", reason="Kanarek called in tears", at=AT)
    assert traces("Kanarek called")
    erase_person(person=person, site_code="eu", at=AT)
    assert traces("Kanarek called") == []


def test_what_they_wrote_about_others_as_their_work_stays_with_those_under_a_number():
    person, staff = make_person(), make_staff(at=AT)
    note(verb="read", subject=person.pk, actor=staff.pk, actor_role="staff", what="x", reason="The parcel was lost", at=AT)
    erase_person(person=staff, site_code="eu", at=AT)
    entry = JournalEntry.objects.get(subject=person)
    assert (entry.reason, entry.actor_id) == ("The parcel was lost", staff.pk)
    assert count_rows(staff.pk) == {}


def test_no_table_knows_two_persons_without_a_rule():
    """A new table that joins two persons has to be thought about: whose is it, and what happens when one of them goes?"""
    from django.apps import apps

    joined = {
        model._meta.label
        for model in apps.get_models()
        if sum(field.is_relation and field.related_model is Person for field in model._meta.concrete_fields) > 1
    }
    assert joined <= {"privacy.Person"}, "write its rule into docs/erasure.md, and a test here"


THINGS = {
    "catalog.Reservation": "holder_id",
    "ledger.Account": "owner_seller",
    "ledger.Entry": "seller_id",
    "orders.MailSent": "about_id",
    "orders.OrderLine": "seller_id offer_id product_id",
    "orders.RelayRound": "upto",
    "payments.Payment": "group_id",
    "payments.Refund": "for_id",
    "payments.Share": "for_id",
    "privacy.Disclosure": "look_id",
    "privacy.ErasureMark": "erasure_id",
    "privacy.ErasureOutcome": "erasure_id",
    "privacy.JournalEnding": "entry_id",
    "privacy.JournalLeaf": "entry_id",
    "privacy.Receipt": "about_id",
    "privacy.Visit": "product_id",
    "privacy_office.Withheld": "key_id",
}
"""Numbers of things: of goods, orders, entries, keys."""

ITS_PERSON = {
    "privacy.JournalEnding": "subject_id",
    "rights.Erasure": "person_id",
    "signin.User": "person_id",
    "vault.BlindEntry": "person_id",
}
"""Whom a row is about, where no key of the database can say so: the other one is in another database, or gone."""

OFFICERS = {
    "agreements.OrderChange": "author_id",
    "agreements.OrderDecision": "author_id by_id",
    "privacy.Edition": "author_id",
    "privacy.EditionStep": "author_id by_id",
    "privacy_office.ClosedChild": "by_id",
}
"""Who did it, in rows that are about no person at all, or about one who was erased in the same moment: nobody's erasure touches them."""


def test_a_number_of_somebody_else_in_a_row_is_declared_as_their_work():
    """A plain number may name a person, too: each such column is a thing's, its person's, or of the work of somebody who is declared so."""
    from django.apps import apps
    from django.db.models import UUIDField

    said = [{table: set(columns.split()) for table, columns in each.items()} for each in (THINGS, ITS_PERSON, OFFICERS)]
    said.append({table: set(columns) for table, columns in TRACES.of_work().items()})
    silent = {
        f"{model._meta.label}.{field.attname}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, UUIDField) and not field.primary_key and not field.is_relation
        if not any(field.attname in each.get(model._meta.label, ()) for each in said)
    }
    assert silent == set(), "whose number is it? See TRACES.work, docs/erasure.md, and the lists here"


def test_an_order_shared_by_several_sellers_stays_theirs_without_the_buyer(client):
    buyer = make_buyer(EMAIL, password=None, at=AT)
    order_by(buyer)
    first, second = Order.objects.order_by("number")
    before = [(order.number, order.total_minor) for order in (first, second)]
    erase_person(person=buyer, site_code="eu", at=AT)
    assert [(order.number, order.total_minor) for order in Order.objects.order_by("number")] == before
    for order in (first, second):
        member = make_seller_member(order.seller, at=AT)
        page = sign_in(client, member).get(f"/seller/orders/{order.number}", HTTP_HOST="eu.localhost")
        assert page.status_code == 200
        assert "Zofia" not in page.content.decode()


def test_a_gift_is_the_givers_row_the_receiver_goes_without_it_and_it_ends_by_itself():
    giver, receiver = make_buyer("giver@canary.example", password=None, at=AT), make_buyer(EMAIL, password=None, at=AT)
    order_by(giver, name=NAME, email="giver@canary.example")
    erase_person(person=receiver, site_code="eu", at=AT)
    assert {delivery.name for delivery in Delivery.objects.filter(person=giver)} == {NAME}, "it is the giver's: the parcel has to arrive"
    sweep(at=AT + timedelta(days=370))
    assert not Delivery.objects.exists()


def test_the_giver_goes_and_the_gifts_address_goes_with_them():
    giver = make_buyer("giver@canary.example", password=None, at=AT)
    order_by(giver, name=NAME, email="giver@canary.example")
    erase_person(person=giver, site_code="eu", at=AT)
    assert not Delivery.objects.exists()


def test_who_was_joined_to_another_is_erased_as_the_one_they_became():
    guest, account = make_visitor(), make_buyer(EMAIL, password=None, at=AT)
    order_by(guest)
    guest.refresh_from_db()
    merge_persons(into=account, gone=guest, proof="address", at=AT)
    erasure = erase_person(person=guest, site_code="eu", at=AT)
    assert erasure.person_id == account.pk
    assert count_rows(account.pk) == count_rows(guest.pk) == {}


def test_an_address_that_changed_hands_brings_its_new_owner_nothing():
    guest = make_visitor()
    group = order_by(guest)
    react(at=AT)
    erase_person(person=guest, site_code="eu", at=AT)
    newcomer = Person.objects.get(pk=make_account(email=EMAIL, password=None, at=LATER).person_id)
    assert claim_guest_orders(person=newcomer, proof=Proof(EMAIL, LATER), at=LATER) == 0
    assert blind.find("email", EMAIL) == [newcomer.pk]
    assert not OrderGroup.objects.filter(person=newcomer).exists()
    assert send_mail(kind="shipped", group_id=group.pk, order_id=Order.objects.first().pk, at=LATER) is False


def test_who_returns_is_somebody_new_and_may_go_again():
    first = make_buyer(EMAIL, password=None, at=AT)
    erase_person(person=first, site_code="eu", at=AT, receipt_token="first")
    again = make_buyer(EMAIL, password=None, at=LATER)
    assert again.pk != first.pk
    assert PersonKey.objects.filter(person_id=again.pk).exists()
    erase_person(person=again, site_code="eu", at=LATER, receipt_token="second")
    assert Erasure.objects.count() == 2
    assert receipt_by_token("first").number != receipt_by_token("second").number
    assert receipt_by_token("first").done_at == AT
