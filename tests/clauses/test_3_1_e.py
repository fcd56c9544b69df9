"""3.1.e: property."""

import pytest

from boxmalls.ledger.models import Account, Entry
from boxmalls.payments.testing import make_balance
from boxmalls.privacy.rights.erasing.saga import erase_person
from boxmalls.privacy.testing import AT

pytestmark = pytest.mark.django_db(databases=["default", "safe"])


def test_amounts_stay_in_the_books_and_the_person_does_not(lena):
    make_balance(lena, 2_500)
    entries = Entry.objects.count()
    erase_person(person=lena, site_code="eu", at=AT)
    assert not Account.objects.filter(owner_person=lena).exists()
    assert Entry.objects.count() >= entries > 0
