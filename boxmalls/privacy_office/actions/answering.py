"""Doing what was asked: each deed is a verb of the kernel, done for one request, noted beside it and in the person's journal."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from smtplib import SMTPException
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from boxmalls.accounts.signin.mail import MailDoesNotLeave
from boxmalls.base.refusals import Gone
from boxmalls.orders.links import absolute_address
from boxmalls.privacy.collection import collecting
from boxmalls.privacy.consent import CHOICES, withdraw_consent
from boxmalls.privacy.journal import note
from boxmalls.privacy.laws.deadlines import house_days
from boxmalls.privacy.restriction import lift_restriction, object_to, restrict_person
from boxmalls.privacy.rights.correcting import correct_value
from boxmalls.privacy.rights.erasing import erase_person, new_receipt_token
from boxmalls.privacy.rights.exporting import export_person
from boxmalls.privacy.vault.readers import reading_for_the_person
from boxmalls.privacy_office.actions.stepping import THE_SHOP, Actor, take_step, told
from boxmalls.privacy_office.actions.writing import mail_of
from boxmalls.privacy_office.models import Copy, Deed, Kind, Request
from boxmalls.privacy_office.purposes import REQUESTS
from boxmalls.privacy_office.refusals import NotNow
from boxmalls.privacy_office.rules import State, Verb
from boxmalls.sites.queries import site as site_of


class CopyIsOver(Gone):
    code = "copy-is-over"


ERASING = "erasing"


def check_at_work(request: Request) -> None:
    """
    Nothing is done for a request before it is proven who asks.

    :raises NotNow: if it is not at work.
    """
    if request.state != State.WORKING:
        raise NotNow


def give_copy(*, request: Request, actor: Actor, at: datetime) -> Copy:
    """Let the person fetch a copy of everything, for some days. It is made when they fetch it."""
    check_at_work(request)
    with transaction.atomic(), collecting(REQUESTS, person=request.person_id, at=at):
        until = at + timedelta(days=house_days("download"))
        copy = Copy.objects.create(request=request, person_id=request.person_id, made_at=at, until_at=until)
        note_deed(request, "copy", "", 1, actor, at)
    return copy


def fetch_copy(*, request: Request, at: datetime) -> bytes:
    """
    Everything that is held, as a ZIP, as of now.

    :raises CopyIsOver: if no copy is ready any more.
    """
    copy = Copy.objects.filter(request=request, until_at__gt=at).order_by("-made_at").first()
    if copy is None:
        raise CopyIsOver
    with reading_for_the_person():
        packed = export_person(person=request.person_id, at=at, goes_on=request.kind == Kind.CARRY)
    with transaction.atomic(), collecting(REQUESTS, person=request.person_id, at=at):
        copy.taken_at = copy.taken_at or at
        copy.save(update_fields=["taken_at"])
        note(
            verb="exported", subject=request.person_id, actor=request.person_id, actor_role="person", what="", reason=request.number, at=at,
        )  # fmt: skip
    return packed


def correct_for(*, request: Request, key: str, value: str, only: Collection[str] | None = None, actor: Actor, at: datetime) -> None:
    """
    Correct one value, as the person asked.

    :param only: the recipients whom the person names; all of the past year if it is None.
    """
    check_at_work(request)
    with transaction.atomic():
        cell = correct_value(person_id=request.person_id, key=key, value=value, only=only, at=at)
        what = f"{cell.holding.model}.{cell.column}"
        note_deed(request, "corrected", what, 1, actor, at)
        _note_change(request, what, cell.row_id, actor, at)


def withdraw_for(*, request: Request, purposes: Iterable[str], actor: Actor, at: datetime) -> int:
    """Take consents back; returns how many rows went with them."""
    check_at_work(request)
    gone = 0
    with transaction.atomic():
        for code in purposes:
            choice = CHOICES.get(code)
            if choice is not None:
                gone += withdraw_consent(person=request.person_id, purpose=choice.purpose, at=at)
                note_deed(request, "withdrawn", code, 1, actor, at)
    return gone


def restrict_for(*, request: Request, actor: Actor, at: datetime) -> None:
    """Restrict everything that is held about the person, at once."""
    check_at_work(request)
    restrict_person(person=request.person_id, why="asked", actor=actor.id, actor_role=actor.role, at=at)
    note_deed(request, "restricted", "", 1, actor, at)


def lift_for(*, request: Request, actor: Actor, at: datetime) -> None:
    """Lift a restriction, as the person asked."""
    check_at_work(request)
    lift_restriction(person=request.person_id, actor=actor.id, actor_role=actor.role, at=at)
    note_deed(request, "unrestricted", "", 1, actor, at)


def object_for(*, request: Request, purposes: Iterable[str], actor: Actor, at: datetime) -> None:
    """Stop uses that the person objects to."""
    check_at_work(request)
    with transaction.atomic():
        for code in purposes:
            object_to(person=request.person_id, purpose=code, at=at)
            note_deed(request, "objected", code, 1, actor, at)


def erase_for(*, request: Request, actor: Actor, at: datetime) -> str:
    """
    Erase the person, and answer the request; returns the secret of the receipt's address.

    :raises MailDoesNotLeave: if the farewell cannot be sent; then nothing was erased.

    """
    # The farewell goes out first: afterwards nobody knows the address any more. Killed anywhere after that, the kernel goes on
    # erasing, and `finish_erasures` answers the request.
    check_at_work(request)
    token = new_receipt_token()
    if request.email:
        _send_farewell(request, token)
    note_deed(request, ERASING, "", 1, actor, at)
    erase_person(person=request.person_id, site_code=request.site_code, at=at, receipt_token=token)
    _answer_erased(request.pk, actor, at)
    return token


def finish_erasures(*, at: datetime) -> int:
    """Answer the requests of those whose erasing was interrupted and went on without us; returns how many."""
    left = Request.objects.filter(state=State.WORKING, deeds__code=ERASING, person__erased_at__isnull=False).distinct()
    done = [request for request in left if _is_erased(request.person_id)]
    for request in done:
        _answer_erased(request.pk, THE_SHOP, at)
    return len(done)


def _send_farewell(request: Request, token: str) -> None:
    try:
        mail_of(request, farewell(request, token)).send()
    except (OSError, SMTPException) as trouble:
        raise MailDoesNotLeave from trouble


def farewell(request: Request, token: str) -> str:
    """The last words, in the person's language."""
    with translation.override(request.language):
        return _("You asked us to delete what we hold about you. We do so now. What went, what the law makes us keep and until when is written here:") + (
            f"\n{absolute_address(site_of(request.site_code), f'/your-data/receipts/{token}')}"
        )


def _answer_erased(request_id: UUID, actor: Actor, at: datetime) -> None:
    take_step(request_id=request_id, verb=Verb.ANSWER, told=told("-", code="erased"), actor=actor, at=at)


def _is_erased(person_id: UUID) -> bool:
    from boxmalls.privacy.rights.models import Erasure

    return Erasure.objects.filter(person_id=person_id).exclude(done_at=None).exists()


def note_deed(request: Request, code: str, what: str, count: int, actor: Actor, at: datetime) -> None:
    """Write down beside a request what was done for it."""
    with transaction.atomic(), collecting(REQUESTS, person=request.person_id, at=at):
        Deed.objects.create(request=request, person_id=request.person_id, code=code, what=what, count=count, actor_id=actor.id, at=at)


def _note_change(request: Request, what: str, row: object, actor: Actor, at: datetime) -> None:
    note(verb="changed", subject=request.person_id, actor=actor.id, actor_role=actor.role, what=what, row=row, reason=request.number, at=at)
