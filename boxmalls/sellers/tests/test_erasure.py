"""Who worked for a store is forgotten; the store stays."""

import pytest

from boxmalls.privacy.actions.persons import create_person
from boxmalls.privacy.models import Person
from boxmalls.privacy.rights.erasing import erase_person
from boxmalls.sellers.actions import add_team_member
from boxmalls.sellers.models import Seller, TeamMember
from boxmalls.sellers.testing import AT, make_seller
from boxmalls.sites.testing import make_sites

pytestmark = pytest.mark.django_db(databases=["default", "safe"], transaction=True)


def test_erasing_someone_leaves_the_store_without_them():
    make_sites()
    person, colleague = (create_person(kind=Person.ACCOUNT, at=AT) for _ in range(2))
    seller = make_seller()
    for each in (person, colleague):
        add_team_member(seller=seller, person=each, at=AT)
    erase_person(person=person, site_code="eu", at=AT)
    assert list(TeamMember.objects.values_list("person_id", flat=True)) == [colleague.pk]
    assert Seller.objects.filter(pk=seller.pk).exists()
