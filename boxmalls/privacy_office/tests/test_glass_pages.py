"""The pages on which one asks, another decides, and the first reads."""

import pytest
from django.test import Client

from boxmalls.accounts.models import Staff
from boxmalls.accounts.testing import make_account, make_address, make_staff, sign_in
from boxmalls.privacy.models import BreakGlass, JournalEntry
from boxmalls.sites.testing import make_sites

pytestmark = pytest.mark.django_db(databases=["default", "safe"])
HOST = {"host": "eu.localhost"}
ASKED = {"whom": "looked@example.org", "categories": ["a"], "reason": "A court asks for the address."}


@pytest.fixture
def officers() -> tuple[Client, Client]:
    make_sites()
    make_address(make_account("looked@example.org"), line1="Lindenweg 12")
    first, second = Client(), Client()
    sign_in(first, make_staff(Staff.OFFICER))
    sign_in(second, make_staff(Staff.OFFICER))
    return first, second


def test_one_asks_another_allows_the_first_reads(officers: tuple[Client, Client]) -> None:
    first, second = officers
    place = first.post("/office/glass/", ASKED, headers=HOST).headers["Location"]
    assert "Allow for thirty minutes" not in first.get(place, headers=HOST).text
    assert first.post(f"{place}/decision", {"allow": "yes"}, headers=HOST).status_code == 403
    assert first.post(f"{place}/reading", headers=HOST).status_code == 410
    assert "Allow for thirty minutes" in second.get(place, headers=HOST).text
    second.post(f"{place}/decision", {"allow": "yes"}, headers=HOST)
    assert "Lindenweg 12" not in first.get(place, headers=HOST).text, "Nothing is shown before it is read."
    assert "Lindenweg 12" in first.post(f"{place}/reading", headers=HOST).text
    assert second.post(f"{place}/reading", headers=HOST).status_code == 403
    assert JournalEntry.objects.filter(verb="read", what="accounts.Address").count() == 1
    first.post(f"{place}/closing", headers=HOST)
    assert first.post(f"{place}/reading", headers=HOST).status_code == 410


@pytest.mark.parametrize(
    ("wrong", "says"),
    [({"whom": "nobody@example.org"}, "Nobody is found by this"), ({"reason": "short"}, "twenty letters"), ({"categories": []}, "Choose at least one")],
)
def test_what_is_wrong_is_said_and_nothing_is_lost_or_asked(officers: tuple[Client, Client], wrong: dict[str, object], says: str) -> None:
    page = officers[0].post("/office/glass/", ASKED | wrong, headers=HOST)
    assert page.status_code == 422
    assert says in page.text
    assert str((ASKED | wrong)["reason"]) in page.text
    assert not BreakGlass.objects.exists()
