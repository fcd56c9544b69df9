"""What this room does by the clock."""

from datetime import datetime, timedelta

from django.tasks import task

from boxmalls.accounts.actions.accounts import forget_unproven
from boxmalls.accounts.actions.guardians import end_unanswered
from boxmalls.accounts.announcing import announce_editions
from boxmalls.base import sql
from boxmalls.base.clock import now
from boxmalls.privacy.models import Person
from boxmalls.privacy.rights.erasing import erase_person
from boxmalls.privacy.rights.rows import count_rows
from boxmalls.privacy.vault.models import PersonKey

UNPROVEN_FOR = timedelta(days=7)
VISITORS_AFTER = timedelta(days=28)
AT_ONCE = 1000

# Foreign keys would refuse it if something were left after all; nothing is deleted along with the person.
NOBODY_ANY_MORE = "DELETE FROM privacy_person WHERE id = ANY(%s) AND kind = %s"


@task
def forget_unproven_sign_ups() -> int:
    """Erase whoever signed up a week ago and never proved the address; returns how many."""
    at = now()
    persons = forget_unproven(older_than=at - UNPROVEN_FOR)
    for person_id in persons:
        erase_person(person=person_id, site_code="", at=at)
    return len(persons)


@task
def forget_visitors() -> int:
    """Take away visitors of whom nothing is left: their cookie is over, their cart was swept; returns how many."""
    return _forget_visitors(now())


def _forget_visitors(at: datetime) -> int:
    old = Person.objects.filter(kind=Person.VISITOR, made_at__lt=at - VISITORS_AFTER, merged_into=None, erased_at=None)
    empty = [person_id for person_id in old.order_by("made_at").values_list("pk", flat=True)[:AT_ONCE] if not count_rows(person_id)]
    sql.run(NOBODY_ANY_MORE, (empty, Person.VISITOR))
    PersonKey.objects.filter(person_id__in=empty).delete()
    return len(empty)


@task
def announce_policies() -> int:
    """Tell whoever has not been told yet of a coming policy text, or that one was called off; returns how many."""
    return announce_editions(at=now())


@task
def end_unanswered_guardians() -> int:
    """Delete the accounts of children whose guardians did not answer in time; returns how many."""
    return end_unanswered(at=now())
