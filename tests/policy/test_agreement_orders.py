"""Another order among texts begins on its day: told before, counted from its first moment, never before a second person approved it."""

from datetime import timedelta

import pytest
from django.test import Client

from boxmalls.agreements.models import OrderChange
from boxmalls.agreements.ordering import OrderMoved, approve_order, propose_order
from boxmalls.agreements.queries import order_of
from boxmalls.agreements.testing import AUTHOR, SECOND, make_terms
from boxmalls.base.clock import now
from boxmalls.privacy.policy.editions.refusals import TooSoon
from boxmalls.privacy.testing import publish
from boxmalls.sites.testing import make_sites

pytestmark = pytest.mark.django_db(databases=["default", "safe"])
REVERSED = ["policy", "terms", "seller", "notice", "consent"]
WHY, DAY, NOTICE = "The lawyers want it so.", timedelta(days=1), timedelta(days=30)


@pytest.fixture(autouse=True)
def _sites() -> None:
    make_sites()
    publish()
    make_terms()


def propose(days: int, *, kinds: list[str] = REVERSED, short_notice: str = "") -> OrderChange:
    at = now()
    return propose_order(site_code="eu", kinds=kinds, why=WHY, effective_on=at.date() + days * DAY, short_notice=short_notice, by=AUTHOR, at=at)


@pytest.mark.parametrize(
    ("days", "short_notice", "refused"), [(29, "", True), (30, "", False), (31, "", False), (0, "A court orders it.", False), (-1, "So.", True)]
)
def test_people_are_told_thirty_days_before_or_it_is_said_why_not(days: int, short_notice: str, refused: bool) -> None:
    if refused:
        with pytest.raises(TooSoon):
            propose(days, short_notice=short_notice)
        assert not OrderChange.objects.exists()
    else:
        assert propose(days, short_notice=short_notice).effective_on == now().date() + days * DAY


def test_it_counts_from_its_day_on_and_the_public_page_tells_it_before() -> None:
    before, today = order_of("eu"), now().date()
    change = propose(30)
    assert order_of("eu", today + 40 * DAY) == before, "proposed is not approved"
    approve_order(change=change, by=SECOND, at=now())
    begins = today + NOTICE
    assert [order_of("eu", begins + step * DAY) for step in (-1, 0, 1)] == [before, REVERSED, REVERSED]
    assert order_of("eu") == before
    page = Client().get("/agreements", headers={"host": "eu.localhost"}).text
    assert "Another order counts from" in page
    assert page.index("Terms of sale") < page.index("Another order counts from")


def test_of_two_that_were_approved_the_later_to_begin_counts_from_its_day_and_the_other_until_then() -> None:
    other = ["terms", "policy", "seller", "notice", "consent"]
    late, soon = propose(60), propose(30, kinds=other)
    approve_order(change=late, by=SECOND, at=now())
    approve_order(change=soon, by=SECOND, at=now())
    today = now().date()
    assert [order_of("eu", today + days * DAY) for days in (30, 59, 60)] == [other, other, REVERSED]


def test_what_was_proposed_against_another_order_of_that_day_is_sent_back() -> None:
    first, second = propose(30), propose(40, kinds=["terms", "policy", "seller", "notice", "consent"])
    approve_order(change=first, by=SECOND, at=now())
    with pytest.raises(OrderMoved):
        approve_order(change=second, by=SECOND, at=now())


def test_approved_after_its_day_it_counts_from_the_approval() -> None:
    change = propose(0, short_notice="A court orders it.")
    approve_order(change=change, by=SECOND, at=now() + 3 * DAY)
    today = now().date()
    assert [order_of("eu", today + days * DAY) == REVERSED for days in (2, 3)] == [False, True]
