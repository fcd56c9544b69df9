"""Stores, who acts for them, and what they see of a buyer."""

import pytest

from boxmalls.base.refusals import Forbidden, NotFound
from boxmalls.privacy.actions.persons import create_person
from boxmalls.privacy.models import Person
from boxmalls.sellers import queries
from boxmalls.sellers.actions import SlugTaken, add_team_member, open_seller, pause_seller, reopen_seller
from boxmalls.sellers.models import Seller, TeamMember
from boxmalls.sellers.permissions import can_act_for, check_acts_for
from boxmalls.sellers.rules import sees_in_short, what_seller_sees
from boxmalls.sellers.testing import AT, make_seller

pytestmark = pytest.mark.django_db(databases=["default", "safe"])


@pytest.fixture
def person() -> Person:
    return create_person(kind=Person.ACCOUNT, at=AT)


def test_a_name_that_is_taken_is_refused_and_opens_nothing():
    make_seller(name="Green Corner")
    with pytest.raises(SlugTaken) as refusal:
        open_seller(name="Green Corner", country="NL", at=AT)
    assert "green-corner" in refusal.value.message
    assert Seller.objects.count() == 1


def test_each_step_shows_more_of_a_buyer_than_the_one_before():
    def shown(learns: str) -> set[str]:
        return {each.field for each in what_seller_sees(learns) if each.seen}

    assert shown("label") == {"name", "label"}
    assert shown("address") == {"name", "address"}
    assert shown("address_phone") == {"name", "address"}
    assert {each.field for each in what_seller_sees("address_phone", line=True) if each.seen} == {"name", "address", "line"}
    assert not any(each.seen for line in (True, False) for each in what_seller_sees("address_phone", line=line) if each.field == "phone")
    assert sees_in_short("label") == "first name, parcel label"
    assert not any(each.seen for each in what_seller_sees("address_phone") if each.field in ("email", "payment"))


def test_someone_acts_only_for_the_store_that_named_them(person):
    own, other = make_seller(), make_seller()
    add_team_member(seller=own, person=person, at=AT)
    assert queries.seller_ids_of(person.pk) == [own.pk]
    assert queries.sellers_of(person.pk) == [own]
    assert can_act_for(own.pk, person.pk)
    assert not can_act_for(own.pk, None)
    with pytest.raises(Forbidden):
        check_acts_for(other.pk, person.pk)


def test_naming_someone_again_changes_their_role(person):
    seller = make_seller()
    add_team_member(seller=seller, person=person, at=AT)
    add_team_member(seller=seller, person=person, role="owner", at=AT)
    assert TeamMember.objects.get().role == "owner"


def test_a_paused_store_is_seen_and_a_closed_one_is_not():
    seller = make_seller(name="Noord")
    pause_seller(seller=seller)
    assert queries.seller_by_slug("noord").status == "paused"
    assert queries.seller_count() == 0
    reopen_seller(seller=seller)
    assert queries.seller_count() == 1
    Seller.objects.update(status="closed")
    with pytest.raises(NotFound):
        queries.seller_by_slug("noord")
