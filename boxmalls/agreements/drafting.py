"""A new edition of a text: one writes it, another puts it in force. Compared with what is in force, paragraph by paragraph."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from boxmalls.agreements.actions import UnknownKind, keep_text, publish_agreement
from boxmalls.agreements.kinds import Kind
from boxmalls.agreements.models import AgreementDecision, AgreementDraft, AgreementVersion
from boxmalls.agreements.queries import texts_in_force
from boxmalls.base.refusals import BadInput, Conflict, Forbidden
from boxmalls.privacy.policy.editions.aligning import Pair, Said, align


class AuthorApproves(Forbidden):
    code = "author-approves"
    words = _("Whoever wrote a text does not put it in force: a second person reads it first.")


class DecidedAlready(Conflict):
    code = "decided-already"
    words = _("This text was decided on already.")


class NoReason(BadInput):
    code = "no-reason"
    words = _("Say why, so that the author knows what to change.")


@transaction.atomic
def draft_agreement(
    *, by: UUID, site_codes: Sequence[str], kind: str, language: str, words: bytes, overrides: Sequence[str] = (), at: datetime
) -> AgreementDraft:
    """
    Write a new edition down. Nothing is in force by it.

    :raises UnknownKind: if it is no kind that has texts here.
    """
    for each in (kind, *overrides):
        if each not in set(Kind) or kind == Kind.POLICY:
            raise UnknownKind(kind=each)
    text = keep_text(words, language)
    return AgreementDraft.objects.create(site_codes=list(site_codes), kind=kind, text=text, overrides=list(overrides), author_id=by, made_at=at)


@transaction.atomic
def approve_agreement(*, draft: AgreementDraft, by: UUID, at: datetime) -> list[AgreementVersion]:
    """
    Put a text in force on its sites, now; whoever accepted the one before is asked at the next occasion.

    :raises AuthorApproves: if its author does so.
    :raises DecidedAlready: if it was decided on.
    :raises Contradiction: if another text expressly says the opposite; then it is in force nowhere.
    """
    found = _open(draft)
    if found.author_id == by:
        raise AuthorApproves
    AgreementDecision.objects.create(draft=found, author_id=found.author_id, by_id=by, approved=True, at=at)
    words = found.text.text.encode()
    return [
        publish_agreement(site_code=code, kind=found.kind, words=words, language=found.text.language, overrides=found.overrides, at=at)
        for code in found.site_codes
    ]


@transaction.atomic
def send_back_agreement(*, draft: AgreementDraft, by: UUID, reason: str, at: datetime) -> AgreementDecision:
    """
    Give a text up, with a reason: its author does, or the second person.

    :raises NoReason: if none is given.
    :raises DecidedAlready: if it was decided on.
    """
    if not reason.strip():
        raise NoReason
    found = _open(draft)
    return AgreementDecision.objects.create(draft=found, author_id=found.author_id, by_id=by, approved=False, reason=reason.strip()[:400], at=at)


def compared(draft: AgreementDraft, site_code: str) -> tuple[AgreementVersion | None, list[Pair]]:
    """What is in force on a site, and the draft beside it."""
    base = next((version for version in texts_in_force(site_code) if version.kind == draft.kind), None)
    return base, align(said_in(base.text.text) if base else [], said_in(draft.text.text))


def said_in(text: str) -> list[Said]:
    """The paragraphs of a text, numbered."""
    return [Said(f"s-{number}", words) for number, words in enumerate((each.strip() for each in text.split("\n\n") if each.strip()), 1)]


def _open(draft: AgreementDraft) -> AgreementDraft:
    found = AgreementDraft.objects.select_for_update(of=("self",)).select_related("text").get(pk=draft.pk)
    if AgreementDecision.objects.filter(draft=found).exists():
        raise DecidedAlready
    return found
