"""Where a hired server is, only the operator knows: it is asked for until it is said, and then stands wherever recipients do."""

import json
from datetime import date

import pytest
from django.test import Client

from boxmalls.accounts.models import Staff
from boxmalls.accounts.testing import make_account, make_staff, sign_in
from boxmalls.privacy.disclosure.recipients import said, to_say, unsaid
from boxmalls.privacy.models import RecipientFact
from boxmalls.privacy.testing import publish
from boxmalls.privacy_office.records import TO_STATE, activities, impact_assessment
from boxmalls.sites.queries import all_sites
from boxmalls.sites.testing import make_sites

pytestmark = pytest.mark.django_db(databases=["default", "safe"])
HOST = {"host": "eu.localhost"}
GIVEN = {"name": "Posthorn KK", "country": "jp", "safeguard": "adequacy", "contract_on": "2026-05-04"}


@pytest.fixture
def officer() -> Client:
    make_sites()
    publish()
    return sign_in(Client(), make_staff(Staff.OFFICER))


def rows_of_the_record() -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    told = activities(next(each for each in all_sites() if each.code == "eu"))["activities"]
    servers = [row for each in told for row in each["recipients"] if row["code"] == "mail-server"]
    return servers, [row for each in told for row in each["transfers"] if row["recipient"] == "mail-server"]


def test_the_desk_asks_for_each_until_it_is_said(officer: Client) -> None:
    assert {each.code for each in to_say()} == {"mail-server", "phone-relay", "booked-courier"}
    for left in (3, 2, 1, 0):
        assert officer.get("/office/", headers=HOST).text.count('href="/office/recipients/#') == left
        if left:
            assert officer.post(f"/office/recipients/{unsaid()[0].code}", GIVEN, headers=HOST).status_code == 303


def test_what_is_said_stands_in_the_record_the_assessment_and_on_the_public_page(officer: Client) -> None:
    servers, transfers = rows_of_the_record()
    assert {row["countries"] for row in servers} == {row["contract"] for row in servers} == {TO_STATE}
    assert not transfers
    officer.post("/office/recipients/mail-server", GIVEN, headers=HOST)
    servers, transfers = rows_of_the_record()
    assert all((row["countries"], row["provider"], row["contract"]) == (["JP"], "Posthorn KK", "2026-05-04") for row in servers)
    assert {(row["country"], row["safeguard"]) for row in transfers} == {("JP", "A decision that the protection there is adequate")}
    assert "Posthorn KK, JP" in impact_assessment(next(each for each in all_sites() if each.code == "eu"))
    public = Client().get("/help/recipients", headers=HOST).text
    assert "Posthorn KK" in public
    assert "Japan" in public
    assert TO_STATE not in json.dumps(transfers)


def test_said_once_more_it_is_a_new_row_and_the_newest_counts(officer: Client) -> None:
    for country in ("JP", "DE"):
        officer.post("/office/recipients/mail-server", GIVEN | {"country": country, "safeguard": "none", "contract_on": ""}, headers=HOST)
    assert RecipientFact.objects.count() == 2
    assert (said()["mail-server"].country, said()["mail-server"].contract_on) == ("DE", None)
    assert rows_of_the_record()[1] == [], "within the law of the site nothing is a transfer"


@pytest.mark.parametrize(("code", "wrong", "status"), [("mail-server", {"country": "Japan"}, 422), ("mail-server", {"name": ""}, 422), ("seller", {}, 404)])
def test_what_is_wrong_is_said_and_nothing_is_kept(officer: Client, code: str, wrong: dict[str, str], status: int) -> None:
    assert officer.post(f"/office/recipients/{code}", GIVEN | wrong, headers=HOST).status_code == status
    assert not RecipientFact.objects.exists()


def test_nobody_but_the_person_in_charge_says_it(officer: Client) -> None:
    theirs = sign_in(Client(), make_account("other@example.org"))
    assert theirs.post("/office/recipients/mail-server", GIVEN, headers=HOST).status_code in (302, 403, 404)
    assert not RecipientFact.objects.filter(contract_on=date(2026, 5, 4)).exists()
