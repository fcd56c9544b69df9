"""
The note on every page: a new text is coming that concerns you, began a short while ago, or you have to be asked. Whom it does not concern
costs no question to the database.
"""

from dataclasses import dataclass
from datetime import date, datetime
from time import monotonic
from typing import Any
from uuid import UUID

from boxmalls.base.clock import now
from boxmalls.privacy.models import Edition, EditionProposal, EditionText, PolicyVersion

from .asking import question_for, versions_of
from .begun import begun_on_site, notice_ends_at
from .queries import editions_in
from .rules import Step
from .works import POLICY, WORKS

FRESH_FOR = 30.0


@dataclass(frozen=True, slots=True)
class Note:
    """`kind` is `coming`, `begun` or `asked`; `work` is the text that it is about, `title` what that is called."""

    kind: str
    news: str = ""
    day: date | None = None
    href: str = ""
    work: str = POLICY
    title: Any = ""


@dataclass(frozen=True, slots=True)
class _Coming:
    """A text that is announced for a site."""

    work: str
    day: date
    news: dict[str, str]
    binding: str

    def note(self, language: str) -> Note:
        work = WORKS[self.work]
        return Note("coming", self.news.get(language) or self.binding, self.day, f"{work.href}/coming", work.code, work.words)

    def concerns(self, person_id: UUID | None, site_code: str) -> bool:
        """The policy concerns everybody; another text whoever accepted one of its versions on the site."""
        if self.work == POLICY or person_id is None:
            return self.work == POLICY
        accepted: bool = WORKS[self.work].acceptances().filter(person_id=person_id, site_code=site_code).exists()
        return accepted


@dataclass(frozen=True, slots=True)
class _Kept:
    read_at: float
    versions: list[PolicyVersion]
    coming: list[_Coming]
    asking: list[str]
    begun: list[tuple[Edition, datetime]]

    @property
    def asks(self) -> bool:
        """Whether any version since the first asks anybody."""
        return any(version.number > 1 and (version.asks or version.reworded) for version in self.versions)


_kept: dict[str, _Kept] = {}


def note_for(site_code: str, language: str, person_id: UUID | None, *, at: datetime | None = None) -> Note | None:
    """
    The note for a page of a site; None most of the time.

    A text that began on short notice goes on being told to whom it concerns until the usual notice would be over: not everybody has an
    address for a letter, or came by before it began.
    """
    known = _kept.get(site_code)
    if known is None or monotonic() - known.read_at > FRESH_FOR:
        known = _kept[site_code] = _read(site_code)
    asked = _asked(known, site_code, language, person_id) if person_id is not None else None
    coming = asked or next((each.note(language) for each in known.coming if each.concerns(person_id, site_code)), None)
    return coming or (_begun(known, site_code, language, person_id, at or now()) if known.begun and person_id is not None else None)


def forget() -> None:
    """Read anew at the next page. After something changed in this process, and for tests."""
    _kept.clear()


def _asked(known: _Kept, site_code: str, language: str, person_id: UUID) -> Note | None:
    if known.asks:
        question = question_for(person_id, site_code, language, versions=known.versions)
        if question is not None and not question.postponed:
            return Note("asked", news=" ".join(question.news[-2:]), href="/policy/agreement")
    work = next((WORKS[code] for code in known.asking if WORKS[code].asks(person_id, site_code)), None)
    return Note("asked", href=work.href, work=work.code, title=work.words) if work else None


def _begun(known: _Kept, site_code: str, language: str, person_id: UUID, at: datetime) -> Note | None:
    found = (begun_on_site(edition, site_code, person_id) for edition, until in known.begun if at < until)
    begun = next(filter(None, found), None)
    if begun is None:
        return None
    return Note("begun", begun.news(language), begun.version.published_at.date(), begun.href, begun.work.code, begun.work.words)


def _read(site_code: str) -> _Kept:
    found = list(editions_in(Step.SCHEDULED, Step.IN_FORCE).filter(site_codes__contains=[site_code]))
    proposals = {each.edition_id: each for each in EditionProposal.objects.filter(edition__in=found).order_by("step__number")} if found else {}
    states = {each.pk: Step(each.state) for each in found}  # type: ignore[attr-defined]
    coming = []
    for edition in sorted(found, key=lambda each: each.work != POLICY):
        if states[edition.pk] is Step.SCHEDULED:
            news = dict(EditionText.objects.filter(edition=edition).values_list("language", "news"))
            coming.append(_Coming(edition.work, proposals[edition.pk].effective_on, news, news.get(edition.binding_language, "")))
    asking = {each.work for each in found if states[each.pk] is Step.IN_FORCE and each.work != POLICY and proposals[each.pk].asks}
    quiet = [each for each in found if states[each.pk] is Step.IN_FORCE and not proposals[each.pk].asks]
    begun = [(each, until) for each in quiet if (until := notice_ends_at(each)) > each.since]  # type: ignore[attr-defined]
    return _Kept(monotonic(), versions_of(site_code), coming, sorted(asking), begun)
