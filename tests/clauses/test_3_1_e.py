"""3.1.e: property."""

import pytest
from django.db.models import Sum
from django.test import Client

from boxmalls.accounts.models import Staff
from boxmalls.accounts.testing import make_account, make_staff, sign_in
from boxmalls.ledger.actions import account_for, check_books, post
from boxmalls.ledger.models import Account, Entry
from boxmalls.ledger.queries import balance
from boxmalls.payments.models import Payment
from boxmalls.payments.testing import make_balance
from boxmalls.privacy.rights.erasing.saga import erase_person
from boxmalls.privacy.rights.inventory import holdings_of
from boxmalls.privacy.rights.rows import count_rows
from boxmalls.privacy.testing import AT

pytestmark = pytest.mark.django_db(databases=["default", "safe"])


def make_points(person, many):
    points = account_for(kind=Account.Kind.POINTS, unit="points", person=person.pk, at=AT)
    house = account_for(kind=Account.Kind.UNCLAIMED, unit="points", at=AT)
    post(kind="test-points", reference=person.pk, entries=[(house, -many), (points, many)], at=AT)


def test_amounts_and_points_stay_in_the_books_and_the_person_does_not(lena):
    make_balance(lena, 2_500)
    make_points(lena, 120)
    entries = Entry.objects.count()
    shown = {cell.raw for cell in holdings_of(lena.pk) if (cell.holding.model, cell.column) == ("ledger.Account", "balance_minor")}
    assert shown == {2_500, 120}, "both are shown under their data before"
    erase_person(person=lena, site_code="eu", at=AT)
    assert not Account.objects.filter(owner_person=lena).exists()
    assert Entry.objects.count() >= entries > 0
    assert "ledger.Account" not in count_rows(lena.pk)
    assert not Entry.objects.aggregate(sum=Sum("amount_minor"))["sum"], "and the books balance"
    assert check_books() == []


def test_every_movement_of_a_balance_is_shown_to_whose_it_is_and_to_nobody_else(hers, lena, client):
    make_balance(lena, 2_500)
    page = hers.get("/balance").text
    assert "Paid in" in page
    assert page.count("25.00") >= 2, "the balance, and the movement"
    sign_in(client, make_account(password=None, at=AT))
    assert "25.00" not in client.get("/balance").text


def test_of_a_transfer_amount_day_and_reference_are_kept_and_no_number_of_an_account(hers, lena):
    hers.post("/balance", {"amount": "25.00", "iban": "DE89370400440532013000"})
    payment = Payment.objects.get(person=lena)
    office = sign_in(Client(), make_staff(Staff.FINANCE))
    office.post(
        f"/back-office/transfers/{payment.pk}/confirmation", {"amount_minor": 2_500, "iban": "DE89370400440532013000"}, headers={"host": "eu.localhost"}
    )
    assert balance(lena.pk, "EUR") == 2_500
    kept = {cell.column for cell in holdings_of(lena.pk) if cell.holding.model == "payments.Payment"}
    assert kept == {"method", "amount_minor", "currency", "reference", "created_at"}
    assert not [cell for cell in holdings_of(lena.pk) if "5320130" in str(cell.value)]
