"""The kernel's own sweeping."""

from datetime import timedelta

from django.tasks import task

from boxmalls.base.clock import now
from boxmalls.privacy.models import Person
from boxmalls.privacy.vault.models import PersonKey

AT_REST = timedelta(days=1)
LOOK_BACK = timedelta(days=8)


@task
def sweep_lone_keys() -> int:
    """Destroy keys whose person was never made (a crash between the safe and the shop); returns how many."""
    at = now()
    made = PersonKey.objects.filter(made_at__range=(at - LOOK_BACK, at - AT_REST))
    old = set(made.values_list("person_id", flat=True))
    lone = old - set(Person.objects.filter(pk__in=old).values_list("pk", flat=True))
    return PersonKey.objects.filter(person_id__in=lone).delete()[0]
