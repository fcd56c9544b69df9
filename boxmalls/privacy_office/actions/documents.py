"""Further documents: asked for with a reason and a last day, sent to a locked place, looked at, and deleted whatever the outcome."""

from datetime import date, datetime
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boxmalls.base.refusals import BadInput, Conflict
from boxmalls.privacy.collection import collecting
from boxmalls.privacy_office.actions.filing import keep_file
from boxmalls.privacy_office.actions.stepping import Actor, today_of
from boxmalls.privacy_office.actions.writing import write_words
from boxmalls.privacy_office.models import Channel, Request, SealedFile, Undertaking, Wanted
from boxmalls.privacy_office.paper.reading import read_paper
from boxmalls.privacy_office.purposes import DOCUMENTS
from boxmalls.privacy_office.refusals import NotNow, ReasonMissing, TooEarly, TooLate
from boxmalls.ui.formatting import format_date

UNDERTAKING = gettext_lazy("What I send is correct, and nothing in it misleads.")


class UndertakeFirst(BadInput):
    code = "undertake-first"
    words = gettext_lazy("Say that what you send is correct. The policy asks for no more, and for no less.")


class AlreadyDecided(Conflict):
    code = "already-decided"


@transaction.atomic
def want_document(*, request: Request, what: str, reason: str, until_on: date, actor: Actor, at: datetime) -> Wanted:
    """
    Ask the person for a document; they read which, why, and until when.

    :raises ReasonMissing: without a reason nobody is asked.
    :raises TooEarly: if the last day is past already.
    :raises NotNow: if the request is closed.
    """
    if not request.standing.is_open:
        raise NotNow
    if not reason.strip() or not what.strip():
        raise ReasonMissing
    if until_on <= today_of(request, at):
        raise TooEarly
    assert actor.id is not None
    with collecting(DOCUMENTS, person=request.person_id, at=at):
        wanted = Wanted.objects.create(
            request=request, person_id=request.person_id, what=what.strip()[:120], reason=reason, until_on=until_on, asked_by=actor.id, asked_at=at
        )
    with translation.override(request.language):
        day = format_date(until_on, request.language)
        words = _("We ask you for a document: %(what)s. Please send it by %(day)s, on the page below. The reason is: %(reason)s") % {
            "what": what, "day": day, "reason": reason,
        }  # fmt: skip
    write_words(request=request, words=words, channel=Channel.EMAIL, ours=True, actor=actor, at=at)
    return wanted


def send_document(*, wanted: Wanted, name: str, content: bytes, undertaken: bool, at: datetime) -> SealedFile:
    """
    Take the document: decoded in a process of its own to be sure that it is one, kept as it came, sealed.

    :raises UndertakeFirst: if the person does not say that it is correct.
    :raises TooLate: after the last day.
    :raises AlreadyDecided: if there is an outcome.
    :raises CannotReadScan: if it is no picture and no PDF, broken or too large.
    """
    if not undertaken:
        raise UndertakeFirst
    read_paper(content, words=False)
    with transaction.atomic():
        locked = Wanted.objects.select_for_update(of=("self",)).select_related("request").get(pk=wanted.pk)
        if locked.state not in (Wanted.State.ASKED, Wanted.State.SENT):
            raise AlreadyDecided
        assert locked.request is not None
        if today_of(locked.request, at) > locked.until_on:
            raise TooLate
        undertake(person_id=locked.person_id, about=f"document:{locked.pk}", wording=str(UNDERTAKING), at=at)
        file = keep_file(
            person_id=locked.person_id, request=locked.request, wanted=locked, use=SealedFile.Use.DOCUMENT, name=name, content=content, at=at
        )  # fmt: skip
        with collecting(DOCUMENTS, person=locked.person_id, at=at):
            locked.state, locked.sent_at = Wanted.State.SENT, at
            locked.save(update_fields=["state", "sent_at"])
    return file


@transaction.atomic
def decide_document(*, wanted: Wanted, accepted: bool, outcome: str, actor: Actor, at: datetime) -> int:
    """
    Say what came of a document, and delete it; returns how many files went.

    :raises AlreadyDecided: if somebody did.
    """
    locked = Wanted.objects.select_for_update(of=("self",)).select_related("request").get(pk=wanted.pk)
    if locked.state != Wanted.State.SENT:
        raise AlreadyDecided
    gone = _end(locked, Wanted.State.ACCEPTED if accepted else Wanted.State.REFUSED, outcome, at)
    assert locked.request is not None
    with translation.override(locked.request.language):
        words = _("Your document (%(what)s): %(outcome)s It is deleted.") % {"what": locked.what, "outcome": outcome}
    write_words(request=locked.request, words=words, channel=Channel.EMAIL, ours=True, actor=actor, at=at)
    return gone


def lapse_documents(*, at: datetime) -> int:
    """End what was not sent in time, or was sent and lies here undecided for a month; returns how many."""
    left = Wanted.objects.select_related("request").filter(state__in=(Wanted.State.ASKED, Wanted.State.SENT), until_on__lte=at.date())
    over = [each for each in left if each.request and _is_over(each, today_of(each.request, at))]
    for each in over:
        with transaction.atomic():
            _end(each, Wanted.State.LAPSED, "", at)
    return len(over)


def undertake(*, person_id: UUID, about: str, wording: str, at: datetime) -> Undertaking:
    """Record that somebody says that what they tell is correct, in which words."""
    with transaction.atomic(), collecting(DOCUMENTS, person=person_id, at=at):
        return Undertaking.objects.create(person_id=person_id, about=about, wording_sha256=sha256(wording.encode()).hexdigest(), wording=wording, at=at)


UNDECIDED_DAYS = 30


def _is_over(wanted: Wanted, today: date) -> bool:
    days = UNDECIDED_DAYS if wanted.state == Wanted.State.SENT else 0
    return (today - wanted.until_on).days > days


def _end(wanted: Wanted, state: str, outcome: str, at: datetime) -> int:
    gone = wanted.files.all().delete()[0]
    with collecting(DOCUMENTS, person=wanted.person_id, at=at):
        wanted.state, wanted.ended_at, wanted.outcome = state, at, outcome or None
        wanted.save(update_fields=["state", "ended_at", "outcome"])
    return gone
