"""The note on every page: a new text is coming, or you have to be asked. Whom it does not concern costs no question to the database."""

from dataclasses import dataclass
from datetime import date
from time import monotonic
from uuid import UUID

from boxmalls.privacy.models import PolicyVersion

from .asking import question_for, versions_of
from .queries import coming_to

FRESH_FOR = 30.0


@dataclass(frozen=True, slots=True)
class Note:
    """`kind` is `coming` or `asked`."""

    kind: str
    news: str = ""
    day: date | None = None
    href: str = ""


@dataclass(frozen=True, slots=True)
class _Kept:
    read_at: float
    day: date | None
    news: dict[str, str]
    binding: str
    versions: list[PolicyVersion]

    @property
    def asks(self) -> bool:
        """Whether any version since the first asks anybody."""
        return any(version.number > 1 and (version.asks or version.reworded) for version in self.versions)


_kept: dict[str, _Kept] = {}


def note_for(site_code: str, language: str, person_id: UUID | None) -> Note | None:
    """The note for a page of a site; None most of the time."""
    known = _kept.get(site_code)
    if known is None or monotonic() - known.read_at > FRESH_FOR:
        known = _kept[site_code] = _read(site_code)
    if known.asks and person_id is not None:
        question = question_for(person_id, site_code, language, versions=known.versions)
        if question is not None and not question.postponed:
            return Note("asked", news=" ".join(question.news[-2:]), href="/policy/agreement")
    if known.day is not None:
        return Note("coming", news=known.news.get(language) or known.binding, day=known.day, href="/policy/coming")
    return None


def forget() -> None:
    """Read anew at the next page. After something changed in this process, and for tests."""
    _kept.clear()


def _read(site_code: str) -> _Kept:
    versions = versions_of(site_code)
    coming = coming_to(site_code)
    if coming is None:
        return _Kept(monotonic(), None, {}, "", versions)
    edition, proposal = coming
    news = {text.language: text.news for text in edition.texts.all()}
    return _Kept(monotonic(), proposal.effective_on, news, news.get(edition.binding_language, ""), versions)
