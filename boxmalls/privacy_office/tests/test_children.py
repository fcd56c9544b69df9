"""An account that is found to be a child's is closed and deleted; that it was done stays, and not whose it was."""

import re

import pytest
from django.core import mail
from django.test import Client

from boxmalls.accounts.models import Guardian, Staff
from boxmalls.accounts.personal_data import GUARDIANS
from boxmalls.accounts.testing import make_account, make_address, make_staff, sign_in
from boxmalls.privacy.collection import collecting
from boxmalls.privacy.restriction import is_restricted
from boxmalls.privacy.rights.erasing import is_gone
from boxmalls.privacy.rights.rows import count_rows
from boxmalls.privacy.testing import AT
from boxmalls.privacy_office.models import ClosedChild
from boxmalls.sites.testing import make_sites

pytestmark = pytest.mark.django_db(databases=["default", "safe"])
HOST = {"host": "eu.localhost"}


@pytest.fixture
def officer() -> Client:
    make_sites()
    return sign_in(Client(), make_staff(Staff.OFFICER))


def test_it_is_closed_and_deleted_with_all_it_holds(officer: Client) -> None:
    child = make_account("kim@example.org")
    make_address(child)
    told = {"email": "Kim@Example.org", "how": "guardian"}
    plan = officer.post("/office/children", {**told, "plan": "1"}, headers=HOST)
    assert plan.status_code == 200
    assert "Your addresses" in plan.text or "ddress" in plan.text
    assert officer.post("/office/children", told, headers=HOST).status_code == 422
    assert not is_gone(child.pk)
    assert officer.post("/office/children", {**told, "sure": "on"}, headers=HOST).status_code == 303
    assert is_gone(child.pk)
    assert "accounts.Address" not in count_rows(child.pk)
    assert ClosedChild.objects.get().how == "guardian"
    page = officer.get("/office/children", headers=HOST).text
    assert "A parent or guardian told us" in page
    assert "kim@example.org" not in page.casefold()


def test_an_address_that_nobody_has_and_staff_are_not_closed(officer: Client) -> None:
    make_staff(Staff.SUPPORT, email="support@example.org")
    for email in ("nobody@example.org", "support@example.org"):
        assert officer.post("/office/children", {"email": email, "how": "review", "sure": "on"}, headers=HOST).status_code == 404
    assert not ClosedChild.objects.exists()


def test_the_guardian_who_was_asked_is_told_and_so_is_the_one_who_wrote(officer: Client) -> None:
    for name, recorded, given, told in (("kim", "mother@example.org", "", "mother@example.org"), ("lee", "", "father@example.org", "father@example.org")):
        child = make_account(f"{name}@example.org")
        if recorded:
            with collecting(GUARDIANS, person=child, at=AT):
                Guardian.objects.create(person=child, email=recorded, site_code="eu", asked_at=AT, until_at=AT, agreed_at=AT)
        officer.post("/office/children", {"email": f"{name}@example.org", "how": "guardian", "guardian": given, "sure": "on"}, headers=HOST)
        assert is_gone(child.pk)
        letter = mail.outbox[-1]
        assert letter.to == [told]
        receipt = re.search(r"/your-data/receipts/\S+", str(letter.body))
        assert receipt
        assert Client().get(receipt[0], headers=HOST).status_code == 200
    assert ClosedChild.objects.filter(guardian_told=True).count() == 2


def test_a_letter_that_does_not_leave_closes_nothing(officer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    child = make_account("kim@example.org")
    monkeypatch.setattr(mail.EmailMessage, "send", lambda *_: (_ for _ in ()).throw(ConnectionRefusedError))
    sent = {"email": "kim@example.org", "how": "guardian", "guardian": "mother@example.org", "sure": "on"}
    assert officer.post("/office/children", sent, headers=HOST).status_code == 503
    assert not is_gone(child.pk)
    assert not is_restricted(child.pk)
    assert not ClosedChild.objects.exists()
