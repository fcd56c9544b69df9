"""The office is open to the person in charge and to nobody else."""

from datetime import timedelta

import pytest
from django.test import Client

from boxmalls.accounts.models import Staff
from boxmalls.accounts.testing import make_account, make_staff, sign_in
from boxmalls.base.clock import now
from boxmalls.privacy_office.queries import ages_of_open
from boxmalls.privacy_office.testing import make_request
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


def test_the_first_page_says_that_every_promise_is_kept_and_which_is_not(client: Client) -> None:
    make_sites()
    sign_in(client, make_staff(Staff.OFFICER))
    make_request(at=now())
    for path in ("/office/", "/office/promises/"):
        assert "We keep our promises" in client.get(path, headers=HOST).text
    make_request(at=now() - timedelta(days=60))
    for path in ("/office/", "/office/promises/"):
        page = client.get(path, headers=HOST).text
        assert "We keep our promises" not in page
        assert "Requests: late" in page
    assert ages_of_open(at=now()) == (1, 0, 1)


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
