"""The office is open to the person in charge and to nobody else."""

import pytest
from django.test import Client

from boxmalls.accounts.models import Staff
from boxmalls.accounts.testing import make_account, make_staff, sign_in
from boxmalls.privacy_office.web.office import PLACES
from boxmalls.sites.testing import make_sites

pytestmark = pytest.mark.django_db(databases=["default", "safe"])
HOST = {"host": "eu.localhost"}


def test_the_person_in_charge_is_let_in_everywhere_and_nothing_is_cached(client: Client) -> None:
    make_sites()
    sign_in(client, make_staff(Staff.OFFICER))
    for _words, href, _role in PLACES:
        page = client.get(href, headers=HOST)
        assert (page.status_code, page.headers["Cache-Control"]) == (200, "no-store"), href


@pytest.mark.parametrize("role", [Staff.SUPPORT, Staff.FINANCE, Staff.ADMIN])
def test_other_staff_is_not_let_in_not_even_who_runs_the_shop(client: Client, role: str) -> None:
    make_sites()
    sign_in(client, make_staff(role))
    for _words, href, where_to in PLACES:
        if where_to == "staff:officer":
            assert client.get(href, headers=HOST).status_code == 403, href


def test_buyers_and_strangers_are_not_let_in(client: Client) -> None:
    make_sites()
    assert client.get("/office/", headers=HOST).status_code == 302
    sign_in(client, make_account())
    assert client.get("/office/", headers=HOST).status_code == 403
