"""Say no, take the no back."""

from datetime import datetime
from uuid import UUID

from boxmalls.base import outbox
from boxmalls.base.refusals import BadInput
from boxmalls.privacy.collection import collecting
from boxmalls.privacy.models import DeviceAnswer, OptIn, OptOut, Person, Signal
from boxmalls.privacy.purposes import CHOOSING
from boxmalls.privacy.register import PURPOSES, Target
from boxmalls.privacy.register.features import categories_of, may_be_refused

from .board import changing
from .refusals import FeatureStopped
from .standing import standing, stopped


class NoSuchTarget(BadInput):
    """There is no such category, occasion or purpose."""

    code = "no-such-choice"


def opt_out(*, person_id: UUID, target: Target, site_code: str, at: datetime) -> None:
    """
    Let nothing more be kept of what the target covers, but for what a law or a contract in force wants.

    A yes that was given to a purpose which now can keep nothing is taken back, and what was kept for it alone goes. Twice is once.

    :raises NoSuchTarget: if there is no such category, occasion or purpose.
    """
    from boxmalls.privacy.consent import withdraw_consent

    if not target.exists:
        raise NoSuchTarget
    with changing(person_id):
        _lock(person_id)
        if not _standing(person_id, target).exists():
            with collecting(CHOOSING, person=person_id, at=at):
                OptOut.objects.create(
                    person_id=person_id, category=target.category, occasion=target.occasion, purpose=target.purpose, site_code=site_code, since_at=at
                )
            outbox.publish("choices.refused", key=person_id)
        for purpose in PURPOSES.optional():
            kept = categories_of(purpose)
            if purpose.code == target.purpose or (kept and all(target.covers(each, purpose) and may_be_refused(each, purpose) for each in kept)):
                withdraw_consent(person=person_id, purpose=purpose, at=at)


def opt_in(*, person_id: UUID, target: Target, at: datetime) -> None:
    """Take a no back. What rests on a yes needs that yes again. Taking back what was never said changes nothing."""
    with changing(person_id):
        _lock(person_id)
        with collecting(CHOOSING, person=person_id, at=at):
            for found in _standing(person_id, target):
                OptIn.objects.create(opt_out=found, person_id=person_id, at=at)


def check_runs(code: str, person_id: UUID | None) -> None:
    """
    Let a feature run.

    :raises FeatureStopped: if the person opted out of something that it needs.
    """
    from boxmalls.privacy.register import FEATURES

    if stopped(person_id, code):
        feature = FEATURES.get(code)
        raise FeatureStopped(feature=feature.title if feature else code)


def hear_signal(*, person_id: UUID, site_code: str, at: datetime) -> None:
    """A browser of this person sent the signal: from now on it is their own no, on every device. Heard before, it changes nothing."""
    if standing(person_id).signalled_at is not None:
        return
    with changing(person_id):
        _lock(person_id)
        with collecting(CHOOSING, person=person_id, at=at):
            Signal.objects.get_or_create(person_id=person_id, defaults={"site_code": site_code, "heard_at": at})


def answer_about_devices(*, person_id: UUID, version: str, agreed: bool, site_code: str, at: datetime) -> None:
    """Remember what somebody answered about their devices, so that none of them asks again."""
    with changing(person_id):
        _lock(person_id)
        with collecting(CHOOSING, person=person_id, at=at):
            DeviceAnswer.objects.update_or_create(
                person_id=person_id, defaults={"version": version, "agreed": agreed, "site_code": site_code, "answered_at": at}
            )


def merge_signals(gone: UUID, into: UUID, at: datetime) -> None:
    """A device's signal becomes its owner's when they sign in: it is heard of them now, so it wins over every yes until now."""
    with changing(into):
        heard = Signal.objects.filter(person_id=gone)
        if Signal.objects.filter(person_id=into).exists():
            heard.delete()
        else:
            heard.update(person_id=into, heard_at=at)


def merge_answers(gone: UUID, into: UUID, at: datetime) -> None:
    """The latest answer about devices stands."""
    with changing(into):
        both = list(DeviceAnswer.objects.filter(person_id__in=[gone, into]).order_by("-answered_at"))
        for older in both[1:]:
            older.delete()
        DeviceAnswer.objects.filter(pk__in=[each.pk for each in both[:1]]).update(person_id=into)


def merge_opt_outs(gone: UUID, into: UUID, at: datetime) -> None:
    """Two records of one person: every no of either stands."""
    with changing(into):
        OptOut.objects.filter(person_id=gone).update(person_id=into)


def _standing(person_id: UUID, target: Target):  # type: ignore[no-untyped-def]
    return OptOut.objects.filter(person_id=person_id, category=target.category, occasion=target.occasion, purpose=target.purpose, opt_in=None)


def _lock(person_id: UUID) -> None:
    Person.objects.select_for_update().only("id").get(pk=person_id)
