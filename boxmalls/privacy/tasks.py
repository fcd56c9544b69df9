"""The kernel's own sweeping."""

from datetime import timedelta

from django.tasks import task

from boxmalls.base.clock import now
from boxmalls.privacy import restriction
from boxmalls.privacy.journal.sealing import seal_journal as seal
from boxmalls.privacy.models import Person
from boxmalls.privacy.policy.editions.actions import put_in_force
from boxmalls.privacy.policy.editions.queries import due_on
from boxmalls.privacy.retention.sweeping import sweep
from boxmalls.privacy.rights import erasing, housekeeping, merging
from boxmalls.privacy.vault import epochs
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


@task
def continue_erasures() -> int:
    """Go on with erasures that were interrupted."""
    return erasing.continue_erasures(at=now())


@task
def let_policies_begin() -> int:
    """Put announced policy texts in force whose day has come; returns how many."""
    at = now()
    due = due_on(at.date())
    for edition in due:
        put_in_force(edition=edition, at=at)
    return len(due)


@task
def clear_erased_bytes() -> int:
    """Make the bytes of erasures go from the databases' files, and see what has gone by itself; returns of how many erasures."""
    return housekeeping.keep_house(at=now())


@task
def look_after_the_gone() -> int:
    """Remove what devices sent for people who were erased or joined meanwhile, and keys that an interrupted merge left."""
    erasing.remove_stragglers(at=now())
    return merging.finish_merges(at=now())


@task
def sweep_what_is_over() -> int:
    """Remove every row whose time has passed; returns how many."""
    return sweep(at=now())


@task
def seal_journal() -> int:
    """Seal what was written into the journal since; returns how many leaves were added."""
    return seal(at=now())


@task
def roll_key_epoch() -> int:
    """Wrap every living person's key by a new key-encryption key; returns how many keys there are."""
    epoch = epochs.roll(at=now())
    return PersonKey.objects.filter(epoch=epoch.number).count()


@task
def destroy_old_keys() -> int:
    """Destroy the key-encryption keys that a roll left behind, once the safe is backed up without them; returns how many."""
    return len(epochs.destroy_old(at=now()))


@task
def close_restricted_again() -> int:
    """Close the keys of restricted persons that a restored safe has forgotten to be closed; returns how many."""
    return restriction.close_again()
