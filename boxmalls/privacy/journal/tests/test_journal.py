"""The journal only grows."""

import pytest
from django.db import DatabaseError, connections, transaction

from boxmalls.privacy.collection import collecting
from boxmalls.privacy.disclosure import disclose
from boxmalls.privacy.journal import note
from boxmalls.privacy.models import Disclosure, JournalEntry
from boxmalls.privacy.purposes import DISCLOSING, ERASING
from boxmalls.privacy.register import Category
from boxmalls.privacy.testing import AT, make_person

pytestmark = pytest.mark.django_db(databases=["default", "safe"])


def look(person):
    note(verb="read", subject=person.pk, actor=None, actor_role="staff", what="orders.Delivery", row=7, reason="A return", at=AT)


@pytest.mark.parametrize(
    "sql", ["DELETE FROM privacy_journalentry", "UPDATE privacy_journalentry SET verb = 'x'", "UPDATE privacy_journalentry SET at = now() WHERE false"]
)
def test_nobody_removes_or_changes_an_entry(sql):
    look(make_person())
    with pytest.raises(DatabaseError), transaction.atomic(), connections["default"].cursor() as cursor:
        cursor.execute(sql)
    assert JournalEntry.objects.count() == 1


def test_an_entry_ends_with_its_person():
    person = make_person()
    look(person)
    with transaction.atomic(), collecting(ERASING, person=person, at=AT):
        JournalEntry.objects.filter(subject=person).delete()
    assert not JournalEntry.objects.exists()


def test_what_left_names_who_received_it_and_never_a_value():
    person = make_person()
    disclose(person=person, recipient="courier:post", recipient_name="Post", purpose=DISCLOSING, categories=[Category.BASIC], what="name, address", at=AT)
    left = Disclosure.objects.get()
    assert (left.recipient_name, left.categories, left.occasion, left.purpose) == ("Post", ["a"], "i", "privacy.disclosing")
