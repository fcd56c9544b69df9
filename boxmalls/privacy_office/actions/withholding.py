"""
Preserving a refusal: its words, and a copy of what it held back, sealed for as long as it may be looked at.

An erasure in between takes the words out of the request; what is kept here has a key of its own, and ends by itself.
"""

from datetime import date, datetime, timedelta
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

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
from boxmalls.privacy.vault.readers import reading_for_the_person
from boxmalls.privacy_office.models import Kind, Request, Withheld
from boxmalls.privacy_office.purposes import REQUESTS
from boxmalls.privacy_office.refusals import ReasonMissing
from boxmalls.privacy_office.rules import Verb

GIVES = frozenset({Kind.ACCESS, Kind.CARRY, Kind.WHO})
"""What is asked for in these is a copy, so a copy is what can be held back."""

HOLDS_BACK = frozenset({Verb.REFUSE, Verb.ANSWER_PART})
KEEPS_LONGER = frozenset({Verb.APPEAL, Verb.CONFIRM_REFUSAL})
NOTHING_TO_KEEP = frozenset({"not-held"})


def preserve(*, request: Request, verb: Verb, code: str, reason: str, at: datetime) -> None:
    """Keep the words of a refusal and what it holds back, and keep both longer while it is looked at. The caller has a transaction open."""
    if verb in HOLDS_BACK:
        _seal(request, reason, _held_back(request, code, at), at)
    if verb in KEEPS_LONGER:
        _keep_longer(request, reason if verb == Verb.CONFIRM_REFUSAL else "", at)


def _held_back(request: Request, code: str, at: datetime) -> bytes | None:
    """A copy of what is not given; None where none was asked for, nothing is held, or nobody has proven that it is theirs."""
    gives = request.kind in GIVES and request.proven >= request.needs and code not in NOTHING_TO_KEEP
    if not gives or Person.objects.filter(pk=request.person_id).exclude(erased_at=None).exists():
        return None
    with reading_for_the_person():
        return export_person(person=request.person_id, at=at)


def until_of(request: Request, counted_from: date) -> datetime:
    """The end of the last day on which the law wants it kept."""
    kept = timedelta(days=terms_of(request.law, request.kind).refusal_kept_days)
    return calendar_of(request.law, request.country).end_of(counted_from + kept)


def _seal(request: Request, words: str, copy: bytes | None, at: datetime) -> None:
    key_id = new_id()
    make_key(key_id, at)
    with collecting(REQUESTS, person=request.person_id, at=at):
        end(Withheld.objects.filter(request=request))
        Withheld.objects.create(
            request=request, key_id=key_id, withheld=copy, refusal=words, withheld_at=at, until_at=until_of(request, _today(request, at))
        )  # fmt: skip


def _keep_longer(request: Request, words: str, at: datetime) -> None:
    """Counted anew from the last day of the appeal, or from the day on which the refusal was confirmed; the words of that stand below the first."""
    found = Withheld.objects.filter(request=request).first()
    if found is None:
        return
    found.until_at = max(found.until_at, until_of(request, request.due_on if request.standing.is_open else _today(request, at)))
    found.refusal = "\n\n".join(filter(None, (found.refusal, words)))
    with collecting(REQUESTS, person=request.person_id, at=at):
        found.save(update_fields=["until_at", "refusal"])


def _today(request: Request, at: datetime) -> date:
    return calendar_of(request.law, request.country).day_of(at)


def open_withheld(*, request: Request, why: str, actor: object, at: datetime) -> bytes:
    """
    The refusal and what it held back as a ZIP, for whoever looks at it; that it was opened, and why, stands in the person's journal.

    :raises ReasonMissing: without a reason nobody reads it.
    :raises NotFound: if nothing is kept, or not any more.
    """
    if not why.strip():
        raise ReasonMissing
    found = Withheld.objects.filter(request=request, until_at__gt=at).first()
    if found is None:
        raise NotFound
    note(
        verb="read", subject=request.person_id, actor=getattr(actor, "id", None), actor_role="staff", what="privacy_office.Withheld", row=found.pk,
        reason=f"{request.number}: {why.strip()}"[:200], at=at,
    )  # fmt: skip
    packed = BytesIO(bytes(found.withheld or b""))
    with ZipFile(packed, "a", ZIP_DEFLATED) as archive:
        archive.writestr("refusal.txt", found.refusal or "")
    return packed.getvalue()


def end(rows: QuerySet[Withheld], limit: int | None = None) -> int:
    """Delete copies, and destroy their keys first: should it be interrupted, what is left cannot be opened. Returns how many."""
    some = list(rows.order_by("pk").values_list("pk", "key_id")[:limit])
    destroy_keys(key_id for _pk, key_id in some)
    Withheld.objects.filter(pk__in=[pk for pk, _key_id in some]).delete()
    return len(some)
