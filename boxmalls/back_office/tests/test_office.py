"""The operator's desk: roles, transfers booked once, orders opened only with a reason."""

import pytest
from django.test import Client

from boxmalls.accounts.models import Staff
from boxmalls.accounts.testing import make_account, make_staff, sign_in
from boxmalls.checkout.testing import make_group
from boxmalls.payments.models import Payment, TransferConfirmation
from boxmalls.privacy.models import JournalEntry
from boxmalls.sellers.testing import make_seller
from boxmalls.sites.testing import make_sites

pytestmark = pytest.mark.django_db(databases=["default", "safe"])
HOST = {"host": "eu.localhost"}
PAGES = {
    "/back-office/": (Staff.SUPPORT, Staff.FINANCE, Staff.OFFICER, Staff.ADMIN),
    "/back-office/transfers": (Staff.FINANCE, Staff.ADMIN),
    "/back-office/orders": (Staff.SUPPORT, Staff.ADMIN),
    "/back-office/imports": (Staff.SUPPORT, Staff.ADMIN),
    "/back-office/sellers": (Staff.SUPPORT, Staff.FINANCE, Staff.OFFICER, Staff.ADMIN),
}


@pytest.mark.parametrize("role", [Staff.SUPPORT, Staff.FINANCE, Staff.OFFICER, Staff.ADMIN])
def test_each_role_is_shown_and_let_into_its_own_pages(client: Client, role: str) -> None:
    make_sites()
    sign_in(client, make_staff(role))
    overview = client.get("/back-office/", headers=HOST).text
    for path, roles in PAGES.items():
        assert client.get(path, headers=HOST).status_code == (200 if role in roles else 403), path
        assert (f'href="{path}"' in overview) == (role in roles), path


def test_who_does_not_work_here_is_not_let_in(client: Client) -> None:
    make_sites()
    assert client.get("/back-office/", headers=HOST).status_code == 302
    sign_in(client, make_account())
    for path in PAGES:
        assert client.get(path, headers=HOST).status_code == 403


def test_a_transfer_is_booked_once_and_only_for_the_sum_on_the_page(client: Client) -> None:
    group = make_group(paid=False)
    sign_in(client, make_staff(Staff.FINANCE))
    payment = Payment.objects.get(group_id=group.pk)
    page = client.get("/back-office/transfers", headers=HOST).text
    assert payment.reference in page
    assert group.number in page
    assert "Krause" not in page
    path = f"/back-office/transfers/{payment.pk}/confirmation"
    assert client.post(path, {"amount_minor": payment.amount_minor - 1}, headers=HOST).status_code == 409
    assert not TransferConfirmation.objects.exists()
    assert client.post(path, {"amount_minor": payment.amount_minor}, headers=HOST).status_code == 303
    assert client.post(path, {"amount_minor": payment.amount_minor}, headers=HOST).status_code == 409
    assert TransferConfirmation.objects.get().payment_id == payment.pk
    assert payment.reference not in client.get("/back-office/transfers", headers=HOST).text


def test_an_order_opens_with_a_reason_which_the_buyer_can_read(client: Client) -> None:
    group = make_group()
    staff = make_staff(Staff.SUPPORT)
    sign_in(client, staff)
    silent = client.post("/back-office/orders", {"number": group.number, "reason": ""}, headers=HOST)
    assert silent.status_code == 422
    assert "Krause" not in silent.text
    assert not JournalEntry.objects.exists()
    reason = "The buyer called about a late parcel."
    opened = client.post("/back-office/orders", {"number": group.number.lower(), "reason": reason}, headers=HOST)
    assert "Lena Krause" in opened.text
    assert opened.headers["Cache-Control"] == "no-store"
    entry = JournalEntry.objects.get()
    assert (entry.subject_id, entry.actor_id, entry.actor_role, entry.reason) == (group.person_id, staff.pk, "staff", reason)
    by_parcel = client.post("/back-office/orders", {"number": group.orders.first().label, "reason": reason}, headers=HOST)
    assert group.number in by_parcel.text


@pytest.mark.parametrize("number", ["BX-0000-0000", "' OR 1=1 --", "\0", "ß" * 39, "<script>"])
def test_a_number_that_is_none_shows_nothing_and_notes_nothing(client: Client, number: str) -> None:
    make_group()
    sign_in(client, make_staff(Staff.SUPPORT))
    response = client.post("/back-office/orders", {"number": number, "reason": "A letter names this."}, headers=HOST)
    assert response.status_code in (404, 422)
    assert not JournalEntry.objects.exists()


def test_sellers_are_looked_up_by_name(client: Client) -> None:
    make_sites()
    make_seller(name="Atelier 100%")
    make_seller(name="Other")
    sign_in(client, make_staff(Staff.SUPPORT))
    found = client.get("/back-office/sellers?q=100%25", headers=HOST).text
    assert "Atelier 100%" in found
    assert "Other" not in found.replace("Another", "")
