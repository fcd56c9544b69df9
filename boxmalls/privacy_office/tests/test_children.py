"""An account that is found to be a child's is closed and deleted; that it was done stays, and not whose it was."""

import pytest
from django.test import Client

from boxmalls.accounts.models import Staff
from boxmalls.accounts.testing import make_account, make_address, make_staff, sign_in
from boxmalls.privacy.rights.erasing import is_gone
from boxmalls.privacy.rights.rows import count_rows
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
