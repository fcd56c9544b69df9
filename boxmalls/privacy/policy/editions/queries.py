"""Reading editions: their state, their texts beside the ones in force, what is coming."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from boxmalls.base.refusals import NotFound
from boxmalls.privacy.models import Edition, EditionProposal, EditionStep, EditionText, PolicyText, PolicyVersion, Sentence
from boxmalls.privacy.policy.queries import versions_in_force

from .aligning import Pair, Said, align
from .rules import Step


@dataclass(frozen=True, slots=True)
class Comparison:
    """The text in one language beside the one that is in force on these sites."""

    language: str
    site_codes: list[str]
    base: PolicyVersion | None
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


def coming_to(site_code: str) -> tuple[Edition, EditionProposal] | None:
    """What is announced for a site and not yet in force, with its proposal."""
    edition = editions_in(Step.SCHEDULED).filter(site_codes__contains=[site_code]).first()
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


def said_in(text: PolicyText) -> list[Said]:
    """The sentences of a kept text."""
    return [Said(sid, words) for sid, words in Sentence.objects.filter(text=text).order_by("position").values_list("sid", "words")]


def bases_of(site_codes: Sequence[str]) -> dict[str, PolicyVersion]:
    """The version in force on each of the sites that have one."""
    return {version.site_code: version for version in versions_in_force(site_codes)}


def comparisons(edition: Edition, language: str | None = None) -> list[Comparison]:
    """
    The edition's text in a language (the binding one, if none is named) beside what is in force, once for each different text in force.

    A translation is compared with the translation in force; without one, every sentence of it is new.
    """
    text = text_of(edition, language or edition.binding_language)
    if text is None:
        return []
    new = said_in(text.text)
    by_text: dict[str, tuple[PolicyVersion | None, list[str]]] = {}
    bases = bases_of(edition.site_codes)
    for code in edition.site_codes:
        base = bases.get(code)
        by_text.setdefault(_base_text(base, text.language) or "", (base, []))[1].append(code)
    return [Comparison(text.language, codes, base, compare(_base_text(base, text.language), new)) for base, codes in by_text.values()]


def compare(old_sha256: str | None, new: Iterable[Said]) -> list[Pair]:
    """Sentences beside those of a kept text."""
    text = PolicyText.objects.filter(pk=old_sha256).first() if old_sha256 else None
    return align(said_in(text) if text else [], list(new))


def _base_text(base: PolicyVersion | None, language: str) -> str | None:
    if base is None:
        return None
    if base.text.language == language:
        return base.text_id
    return base.translations.filter(language=language).values_list("text_id", flat=True).first()
