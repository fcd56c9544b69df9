"""What is done with an edition, from the draft to the day on which it is in force. One step at a time, each a row."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from boxmalls.base import outbox
from boxmalls.privacy.laws import site_codes as all_site_codes
from boxmalls.privacy.models import Edition, EditionProposal, EditionStep, EditionText
from boxmalls.privacy.policy.actions import keep_text, lock_site
from boxmalls.privacy.register import PURPOSES, Category

from . import noting, refusals
from .importing import read_text
from .queries import bases_of, editions_of, proposal_of, state_of
from .rules import OPEN_TO_CHANGE, Step, first_day, may_follow
from .works import POLICY, WORKS, Beginning, work_of

SHORTEST_REASON = 10


@dataclass(frozen=True, slots=True)
class Answers:
    """
    What the author answers about a text.

    :param purposes: codes of purposes that are new in it.
    :param categories: letters of categories that are new in it.
    :param reworded: codes of optional purposes that are described anew; who agreed to them is asked again.
    :param material: whether it matters to people in another way.
    :param short_notice: why less than the usual notice is given.
    """

    effective_on: date
    purposes: Sequence[str] = ()
    categories: Sequence[str] = ()
    reworded: Sequence[str] = ()
    material: bool = False
    short_notice: str = ""

    @property
    def asks(self) -> bool:
        """Whether people are asked anew."""
        return bool(self.material or self.purposes or self.categories)


@transaction.atomic
def draft_edition(
    *,
    by: UUID,
    title: str,
    site_codes: Sequence[str],
    language: str,
    words: bytes,
    news: str = "",
    work: str = POLICY,
    overrides: Sequence[str] = (),
    at: datetime,
) -> Edition:
    """
    Begin a new text for one site or several, in the language that will be binding.

    :param work: what it is an edition of.
    :param overrides: the texts before which it expressly puts itself.
    :raises UnknownKind: if there is no such text.
    :raises TextRefused: if the text cannot be kept.
    :raises UnknownSite: if there is no such site, or none is named.
    :raises UnknownLanguage: if the shop does not speak it.
    """
    codes = [code for code in all_site_codes() if code in site_codes]
    if not codes or set(site_codes) - set(codes):
        raise refusals.UnknownSite
    if work not in WORKS:
        raise refusals.UnknownKind(kind=work)
    edition = Edition.objects.create(
        work=work, title=title[:120], site_codes=codes, binding_language=language, overrides=list(overrides), author_id=by, made_at=at
    )
    _step(edition, Step.DRAFTED, by, at)
    _put_text(edition, language, words, news, at)
    return edition


@transaction.atomic
def import_text(*, edition: Edition, by: UUID, language: str, words: bytes, news: str = "", at: datetime) -> EditionText:
    """
    Put the text in a language into a draft, in place of one that is there.

    :raises WrongStep: if it is no draft.
    :raises NotTheAuthor: if somebody else wrote it.
    """
    _lock(edition)
    _check_open(edition, by)
    return _put_text(edition, language, words, news, at)


@transaction.atomic
def remove_text(*, edition: Edition, by: UUID, language: str) -> None:
    """
    Take a translation out of a draft. The binding text stays; it can only be replaced.

    :raises WrongStep: if it is no draft.
    :raises NotTheAuthor: if somebody else wrote it.
    """
    _lock(edition)
    _check_open(edition, by)
    if language != edition.binding_language:
        EditionText.objects.filter(edition=edition, language=language).delete()


@transaction.atomic
def propose_edition(*, edition: Edition, by: UUID, answers: Answers, at: datetime) -> EditionProposal:
    """
    Hand a draft to the second person, with what is new in it and the day on which it begins.

    :raises NothingNew: if it is what is in force already.
    :raises TooSoon: if it asks people anew and leaves them less than the usual notice, without a reason.
    """
    _lock(edition)
    if edition.author_id != by:
        raise refusals.NotTheAuthor
    _check_follows(edition, Step.PROPOSED)
    _check_words(answers)
    _check_day(answers, at)
    texts = _texts(edition)
    if not next(text.news for text in texts if text.language == edition.binding_language).strip():
        raise refusals.NewsMissing
    if _is_in_force(edition, texts):
        raise refusals.NothingNew
    work_of(edition).check(edition)
    step = _step(edition, Step.PROPOSED, by, at)
    return EditionProposal.objects.create(
        step=step,
        edition=edition,
        material=answers.material,
        purposes=sorted(set(answers.purposes)),
        categories=sorted(set(answers.categories)),
        reworded=sorted(set(answers.reworded)),
        effective_on=answers.effective_on,
        short_notice=answers.short_notice.strip()[:400],
        bases=_bases(edition),
        fingerprint=_fingerprint(edition, texts),
    )


@transaction.atomic
def return_edition(*, edition: Edition, by: UUID, reason: str, at: datetime) -> None:
    """
    Send a proposal back to its author, with what is to change.

    :raises ReasonMissing: if that is not said.
    """
    _check_reason(reason)
    _lock(edition)
    _step(edition, Step.RETURNED, by, at, reason)


@transaction.atomic
def approve_edition(*, edition: Edition, by: UUID, at: datetime) -> None:
    """
    Approve a proposal: the text and what its author says about it.

    :raises AuthorApproves: if the approver wrote it; the database refuses it too.
    :raises TextMoved: if another text came into force meanwhile.
    """
    _lock(edition)
    _check_follows(edition, Step.APPROVED)
    if by == edition.author_id:
        raise refusals.AuthorApproves
    _check_unmoved(edition)
    work_of(edition).check(edition)
    _step(edition, Step.APPROVED, by, at)


@transaction.atomic
def schedule_edition(*, edition: Edition, by: UUID, at: datetime) -> None:
    """
    Announce an approved text: from now on people are told, and on its day it comes into force.

    :raises AnotherIsComing: if another text is announced for one of its sites.
    :raises TooSoon: if the notice is too short by now.
    """
    _lock_sites(edition)
    _lock(edition)
    _check_follows(edition, Step.SCHEDULED)
    proposal = _check_unmoved(edition)
    _check_day(
        Answers(proposal.effective_on, proposal.purposes, proposal.categories, proposal.reworded, proposal.material, proposal.short_notice),
        at,
    )
    work_of(edition).check(edition)
    for other in editions_of([edition.work], Step.SCHEDULED):
        if shared := set(other.site_codes) & set(edition.site_codes):
            raise refusals.AnotherIsComing(site=", ".join(sorted(shared)))
    _step(edition, Step.SCHEDULED, by, at)
    outbox.publish("policy.scheduled", key=edition.pk)
    transaction.on_commit(noting.forget)


@transaction.atomic
def put_in_force(*, edition: Edition, at: datetime) -> list[Any]:
    """
    Let an announced text take effect on all of its sites at once; returns its versions. Doing it twice changes nothing.

    :raises WrongStep: if it is not announced.
    """
    _lock_sites(edition)
    _lock(edition)
    work = work_of(edition)
    if state_of(edition) is Step.IN_FORCE:
        return list(work.versions().filter(edition=edition))
    _check_follows(edition, Step.IN_FORCE)
    proposal = proposal_of(edition)
    assert proposal is not None
    if proposal.effective_on > at.date():
        raise refusals.WrongStep(state=Step.SCHEDULED.words)
    texts, bases = _texts(edition), bases_of(edition)
    numbers = {code: bases[code].number + 1 if code in bases else 1 for code in edition.site_codes}
    versions = [work.begin(Beginning(edition, proposal, texts, code, number, at)) for code, number in numbers.items()]
    _step(edition, Step.IN_FORCE, None, at)
    outbox.publish("policy.in-force", key=edition.pk)
    transaction.on_commit(noting.forget)
    return versions


@transaction.atomic
def withdraw_edition(*, edition: Edition, by: UUID, reason: str, at: datetime) -> None:
    """
    Give a text up before it is in force. Who was told that it comes is told that it does not.

    :raises WrongStep: if it is in force already; then only another text can follow.
    """
    _check_reason(reason)
    _lock(edition)
    announced = state_of(edition) is Step.SCHEDULED
    _step(edition, Step.WITHDRAWN, by, at, reason)
    if announced:
        outbox.publish("policy.called-off", key=edition.pk)
        transaction.on_commit(noting.forget)


def _step(edition: Edition, step: Step, by: UUID | None, at: datetime, reason: str = "") -> EditionStep:
    _check_follows(edition, step)
    number = EditionStep.objects.filter(edition=edition).count() + 1
    return EditionStep.objects.create(
        edition=edition, number=number, kind=step.value, author_id=edition.author_id, by_id=by, reason=reason.strip()[:400], at=at
    )


def _lock(edition: Edition) -> None:
    Edition.objects.select_for_update().only("pk").get(pk=edition.pk)


def _lock_sites(edition: Edition) -> None:
    for code in sorted(edition.site_codes):
        lock_site(code)


def _check_follows(edition: Edition, step: Step) -> None:
    last = EditionStep.objects.filter(edition=edition).order_by("-number").values_list("kind", flat=True).first()
    before = Step(last) if last else None
    if not may_follow(before, step):
        raise refusals.WrongStep(state=before.words if before else "")


def _check_open(edition: Edition, by: UUID) -> None:
    state = state_of(edition)
    if state not in OPEN_TO_CHANGE:
        raise refusals.WrongStep(state=state.words)
    if edition.author_id != by:
        raise refusals.NotTheAuthor


def _check_reason(reason: str) -> None:
    if len(reason.strip()) < SHORTEST_REASON:
        raise refusals.ReasonMissing


def _check_words(answers: Answers) -> None:
    for code in (*answers.purposes, *answers.reworded):
        if PURPOSES.get(code) is None:
            raise refusals.UnknownWord(word=code)
    for code in answers.reworded:
        purpose = PURPOSES.get(code)
        if purpose is None or not purpose.optional:
            raise refusals.UnknownWord(word=code)
    for letter in answers.categories:
        if letter not in set(Category):
            raise refusals.UnknownWord(word=letter)


def _check_day(answers: Answers, at: datetime) -> None:
    if answers.effective_on < at.date():
        raise refusals.DayPassed
    if answers.short_notice:
        _check_reason(answers.short_notice)
    first = first_day(at.date(), asks=answers.asks or bool(answers.reworded), short_notice=answers.short_notice)
    if answers.effective_on < first:
        raise refusals.TooSoon(day=first.isoformat())


def _check_unmoved(edition: Edition) -> EditionProposal:
    """The proposal, if text and what it was compared with are still the same."""
    proposal = proposal_of(edition)
    assert proposal is not None
    for code, base in _bases(edition).items():
        if proposal.bases.get(code) != base:
            raise refusals.TextMoved(site=code)
    if proposal.fingerprint != _fingerprint(edition, _texts(edition)):
        raise refusals.TextChanged
    return proposal


def _put_text(edition: Edition, language: str, words: bytes, news: str, at: datetime) -> EditionText:
    if language not in dict(settings.LANGUAGES):
        raise refusals.UnknownLanguage
    text = keep_text(read_text(words), language)
    if text.language != language:
        raise refusals.OtherLanguage
    put, _new = EditionText.objects.update_or_create(
        edition=edition, language=language, defaults={"text": text, "news": " ".join(news.split())[:400], "imported_at": at}
    )
    return put


def _texts(edition: Edition) -> list[EditionText]:
    return list(EditionText.objects.filter(edition=edition).select_related("text").order_by("language"))


def _bases(edition: Edition) -> dict[str, str]:
    return {code: version.text_id for code, version in bases_of(edition).items()}


def _is_in_force(edition: Edition, texts: list[EditionText]) -> bool:
    """Whether just this text is in force on all of its sites, and no translation is added."""
    bases = bases_of(edition)
    same = [base for base in bases.values() if (base.text_id, getattr(base, "overrides", [])) == (texts[0].text_id, edition.overrides)]
    return len(texts) == 1 and len(same) == len(edition.site_codes)


def _fingerprint(edition: Edition, texts: list[EditionText]) -> str:
    said: dict[str, Any] = {
        "sites": edition.site_codes,
        "binding": edition.binding_language,
        "texts": {text.language: [text.text_id, text.news] for text in texts},
    }
    if edition.work != POLICY:
        said |= {"work": edition.work, "overrides": edition.overrides}
    return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
