"""An account that is found to be a child's: restricted in the same moment, then closed and deleted."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from boxmalls.base.refusals import NotFound
from boxmalls.privacy.models import Person
from boxmalls.privacy.restriction import restrict_person
from boxmalls.privacy.rights.erasing import erase_person
from boxmalls.privacy_office.actions.proving import owner_of
from boxmalls.privacy_office.actions.stepping import Actor
from boxmalls.privacy_office.models import ClosedChild


class NoSuchAccount(NotFound):
    code = "no-such-account"
    words = _("There is no account with this address.")


def close_childs_account(*, email: str, site_code: str, how: str, actor: Actor, at: datetime) -> ClosedChild:
    """
    Close a child's account and delete everything but what the law makes us keep. That it was done stays, and not whose it was.

    Killed after the restriction, nobody reads anything any more, and the kernel goes on deleting.

    :raises NoSuchAccount: if nobody has proven this address.
    """
    person = owner_of(email)
    if person is None or person.kind not in (Person.ACCOUNT, Person.GUEST):
        raise NoSuchAccount
    assert actor.id is not None
    restrict_person(person=person, why="child", actor=actor.id, actor_role=actor.role, at=at)
    erase_person(person=person, site_code=site_code, at=at)
    return ClosedChild.objects.create(site_code=site_code, how=how, by_id=actor.id, closed_at=at)
