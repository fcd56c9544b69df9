"""Reading editions: their state, their texts beside the ones in force, what is coming."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from boxmalls.base.refusals import NotFound
from boxmalls.privacy.models import Edition, EditionProposal, EditionStep, EditionText

from .aligning import Pair, align
from .policy import said_in
from .rules import Step
from .works import POLICY, Work, work_of

__all__ = [
    "Comparison", "bases_of", "coming_to", "comparisons", "due_on", "edition_of", "editions_in", "editions_of", "news_of", "proposal_of",
    "said_in", "state_of", "text_of",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Comparison:
    """The text in one language beside the one that is in force on these sites."""

    language: str
    site_codes: list[str]
    base: Any
    pairs: list[Pair]


def edition_of(edition_id: UUID) -> Edition:
    """
    An edition.

    :raises NotFound: if there is none.
    """
    found = Edition.objects.filter(pk=edition_id).first()
    if found is None:
        raise NotFound
    return found


def state_of(edition: Edition) -> Step:
    """What was done last with an edition."""
    return Step(EditionStep.objects.filter(edition=edition).order_by("-number").values_list("kind", flat=True)[0])


def proposal_of(edition: Edition) -> EditionProposal | None:
    """What was proposed last."""
    return EditionProposal.objects.filter(edition=edition).select_related("step").order_by("-step__number").first()


def editions_in(*states: Step) -> QuerySet[Edition]:
    """Editions whose state is one of these, each with `state`; the newest first. With none named: all."""
    last = EditionStep.objects.filter(edition=OuterRef("pk")).order_by("-number")
    found = Edition.objects.annotate(state=Subquery(last.values("kind")[:1]), since=Subquery(last.values("at")[:1])).order_by("-made_at", "-pk")
    return found.filter(state__in=[state.value for state in states]) if states else found


def editions_of(works: Sequence[str], *states: Step) -> QuerySet[Edition]:
    """Editions of these texts alone."""
    return editions_in(*states).filter(work__in=works)


def coming_to(site_code: str, work: str = POLICY) -> tuple[Edition, EditionProposal] | None:
    """What is announced for a site and not yet in force, with its proposal."""
    edition = editions_of([work], Step.SCHEDULED).filter(site_codes__contains=[site_code]).first()
    proposal = proposal_of(edition) if edition else None
    return (edition, proposal) if edition and proposal else None


def due_on(day: date) -> list[Edition]:
    """Announced editions whose day has come, the earliest first."""
    waiting = [(proposal.effective_on, edition.made_at, edition) for edition in editions_in(Step.SCHEDULED) if (proposal := proposal_of(edition))]
    return [edition for effective_on, _made, edition in sorted(waiting, key=lambda each: each[:2]) if effective_on <= day]


def text_of(edition: Edition, language: str) -> EditionText | None:
    """The text in a language; else the binding one."""
    texts = {each.language: each for each in EditionText.objects.filter(edition=edition).select_related("text")}
    return texts.get(language) or texts.get(edition.binding_language)


def news_of(edition: Edition, language: str) -> str:
    """What is new in an edition, in a language; else in the binding one."""
    news = dict(EditionText.objects.filter(edition=edition).values_list("language", "news"))
    return news.get(language) or news.get(edition.binding_language, "")


def bases_of(edition: Edition) -> dict[str, Any]:
    """The version in force on each of its sites that have one."""
    return work_of(edition).in_force(edition.site_codes)


def comparisons(edition: Edition, language: str | None = None) -> list[Comparison]:
    """
    The edition's text in a language (the binding one, if none is named) beside what is in force, once for each different text in force.

    A translation is compared with the translation in force; without one, every sentence of it is new.
    """
    text = text_of(edition, language or edition.binding_language)
    if text is None:
        return []
    work = work_of(edition)
    new = list(work.said_in(text.text))
    by_base: dict[str, tuple[Any, Any, list[str]]] = {}
    bases = bases_of(edition)
    for code in edition.site_codes:
        base = bases.get(code)
        words = _text_in(base, text.language)
        by_base.setdefault(words.pk if words else "", (base, words, []))[2].append(code)
    return [Comparison(text.language, codes, base, align(_said(work, words), new)) for base, words, codes in by_base.values()]


def _said(work: Work, text: Any) -> list[Any]:
    return list(work.said_in(text)) if text else []


def _text_in(base: Any, language: str) -> Any:
    if base is None or base.text.language == language:
        return base and base.text
    translation = base.translations.filter(language=language).select_related("text").first()
    return translation and translation.text
