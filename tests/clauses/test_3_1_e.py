"""3.1.e: property."""

import pytest
from django.db.models import Sum

from boxmalls.ledger.models import Account, Entry
from boxmalls.payments.testing import make_balance
from boxmalls.privacy.rights.erasing.saga import erase_person
from boxmalls.privacy.rights.rows import count_rows
from boxmalls.privacy.testing import AT

pytestmark = pytest.mark.django_db(databases=["default", "safe"])


def test_amounts_stay_in_the_books_and_the_person_does_not(lena):
    make_balance(lena, 2_500)
    entries = Entry.objects.count()
    assert "ledger.Account" in count_rows(lena.pk), "their balance is shown under their data before"
    erase_person(person=lena, site_code="eu", at=AT)
    assert not Account.objects.filter(owner_person=lena).exists()
    assert Entry.objects.count() >= entries > 0
    assert "ledger.Account" not in count_rows(lena.pk)
    assert not Entry.objects.aggregate(sum=Sum("amount_minor"))["sum"], "and the books balance"
