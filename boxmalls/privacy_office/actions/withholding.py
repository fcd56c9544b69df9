"""Preserving what was not given: a refusal, or an answer in part, leaves a sealed copy for as long as it may be looked at."""

from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from boxmalls.base.ids import new_id
from boxmalls.base.refusals import NotFound
from boxmalls.privacy.collection import collecting
from boxmalls.privacy.journal import note
from boxmalls.privacy.laws.calendars import calendar_of
from boxmalls.privacy.laws.deadlines import terms_of
from boxmalls.privacy.models import Person
from boxmalls.privacy.rights.exporting import export_person
from boxmalls.privacy.vault.keys import destroy_keys, make_key
from boxmalls.privacy_office.models import Kind, Request, Withheld
from boxmalls.privacy_office.purposes import REQUESTS
from boxmalls.privacy_office.rules import Verb

GIVES = frozenset({Kind.ACCESS, Kind.CARRY, Kind.WHO})
"""What is asked for in these is a copy, so a copy is what can be held back."""

HOLDS_BACK = frozenset({Verb.REFUSE, Verb.ANSWER_PART})
KEEPS_LONGER = frozenset({Verb.APPEAL, Verb.CONFIRM_REFUSAL})
NOTHING_TO_KEEP = frozenset({"not-held"})


def preserve(*, request: Request, verb: Verb, code: str, at: datetime) -> None:
    """Keep what a step holds back, and keep it longer while the refusal is looked at. The caller has a transaction open."""
    if request.kind not in GIVES or Person.objects.filter(pk=request.person_id).exclude(erased_at=None).exists():
        return
    if verb in HOLDS_BACK and request.proven >= request.needs and code not in NOTHING_TO_KEEP:
        _seal(request, at)
    if verb in KEEPS_LONGER:
        _keep_longer(request, at)


def until_of(request: Request, counted_from: date) -> datetime:
    """The end of the last day on which the law wants it kept."""
    kept = timedelta(days=terms_of(request.law, request.kind).refusal_kept_days)
    return calendar_of(request.law, request.country).end_of(counted_from + kept)


def _seal(request: Request, at: datetime) -> None:
    copy, key_id = export_person(person=request.person_id, at=at), new_id()
    make_key(key_id, at)
    with collecting(REQUESTS, person=request.person_id, at=at):
        end(Withheld.objects.filter(request=request))
        Withheld.objects.create(request=request, key_id=key_id, withheld=copy, withheld_at=at, until_at=until_of(request, _today(request, at)))


def _keep_longer(request: Request, at: datetime) -> None:
    """Counted anew from the last day of the appeal, or from the day on which the refusal was confirmed."""
    found = Withheld.objects.filter(request=request).first()
    if found is None:
        return
    found.until_at = max(found.until_at, until_of(request, request.due_on if request.standing.is_open else _today(request, at)))
    with collecting(REQUESTS, person=request.person_id, at=at):
        found.save(update_fields=["until_at"])


def _today(request: Request, at: datetime) -> date:
    return calendar_of(request.law, request.country).day_of(at)


def open_withheld(*, request: Request, actor: object, at: datetime) -> bytes:
    """
    What was held back, for whoever looks at the refusal; that it was opened stands in the person's journal.

    :raises NotFound: if nothing is kept, or not any more.
    """
    found = Withheld.objects.filter(request=request, until_at__gt=at).first()
    if found is None or found.withheld is None:
        raise NotFound
    note(
        verb="read", subject=request.person_id, actor=getattr(actor, "id", None), actor_role="staff", what="privacy_office.Withheld", row=found.pk,
        reason=request.number, at=at,
    )  # fmt: skip
    return bytes(found.withheld)


def end(rows: QuerySet[Withheld], limit: int | None = None) -> int:
    """Delete copies, and destroy their keys first: should it be interrupted, what is left cannot be opened. Returns how many."""
    some = list(rows.order_by("pk").values_list("pk", "key_id")[:limit])
    destroy_keys(key_id for _pk, key_id in some)
    Withheld.objects.filter(pk__in=[pk for pk, _key_id in some]).delete()
    return len(some)
