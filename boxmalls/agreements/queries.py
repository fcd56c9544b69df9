"""Which texts apply on a site, in which order, and which of them somebody has accepted."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Greatest, TruncDate

from boxmalls.agreements.kinds import DEFAULT_ORDER, Kind
from boxmalls.agreements.models import AgreementVersion, LaterAnswer, OrderChange, Signature
from boxmalls.agreements.rules import precedence
from boxmalls.base.clock import now
from boxmalls.base.refusals import NotFound
from boxmalls.privacy.policy.editions.rules import needed_number


@dataclass(frozen=True, slots=True)
class Standing:
    """A kind of text in its place; without a version where the kind has no text of its own on the site."""

    kind: Kind
    rank: int
    version: AgreementVersion | None
    before: list[Kind] = field(default_factory=list)


def texts_in_force(site_code: str) -> list[AgreementVersion]:
    """The text in force of each kind that has one on a site."""
    latest = AgreementVersion.objects.filter(site_code=site_code, kind=OuterRef("kind")).order_by("-number").values("pk")[:1]
    return list(AgreementVersion.objects.filter(site_code=site_code, pk=Subquery(latest)).select_related("text").prefetch_related("translations__text"))


BEGINS = Greatest("effective_on", TruncDate("decision__at"))
"""An order begins on its day, and not before it was approved."""


def orders_of(site_code: str) -> list[OrderChange]:
    """Every order that was approved for a site, with the day on which it begins (`begins`): those to come first, then the one that counts."""
    approved = OrderChange.objects.filter(site_code=site_code, decision__approved=True).select_related("decision")
    return list(approved.annotate(begins=BEGINS).order_by("-begins", "-decision__at", "-pk"))


def changes_of(site_code: str) -> list[OrderChange]:
    """Every order that was ever proposed for a site, with what became of it, the newest first."""
    return list(OrderChange.objects.filter(site_code=site_code).select_related("decision"))


def order_of(site_code: str, on: date | None = None) -> list[str]:
    """The order of kinds that counts on a site on a day, today if none is said: the last one that was approved and has begun, or the default one."""
    day = on or now().date()
    ranked: list[str] = next((each.kinds for each in orders_of(site_code) if each.begins <= day or each.effective_on is None), [])  # type: ignore[attr-defined]
    return [*ranked, *(kind.value for kind in DEFAULT_ORDER if kind not in ranked)]


def standing_on(site_code: str) -> list[Standing]:
    """Every kind of text in the order in which it prevails on a site. Three queries."""
    versions = {version.kind: version for version in texts_in_force(site_code)}
    overrides = {kind: version.overrides for kind, version in versions.items()}
    ordered = precedence(order_of(site_code), overrides)
    return [
        Standing(Kind(kind), rank, versions.get(kind), [Kind(other) for other in overrides.get(kind, ()) if other in ordered])
        for rank, kind in enumerate(ordered, 1)
    ]


def version_in_force(site_code: str, kind: str) -> AgreementVersion:
    """
    The text of a kind on a site.

    :raises NotFound: if there is none.
    """
    found = AgreementVersion.objects.filter(site_code=site_code, kind=kind).select_related("text").order_by("-number").first()
    if found is None:
        raise NotFound
    return found


def versions_of(site_code: str, kind: str) -> list[AgreementVersion]:
    """Every version of a kind on a site, the newest first."""
    return list(AgreementVersion.objects.filter(site_code=site_code, kind=kind).select_related("text").order_by("-number"))


@dataclass(frozen=True, slots=True)
class Accepted:
    """A version, and how many accepted this very text on its site, in which languages they read it."""

    version: AgreementVersion
    people: int
    languages: dict[str, int]


def accepted_by_version(site_code: str, kind: str) -> list[Accepted]:
    """Every version of a kind on a site with who accepted it, in numbers, the newest first. Two queries."""
    counted: dict[UUID, dict[str, int]] = {}
    rows = Signature.objects.filter(version__site_code=site_code, version__kind=kind).order_by().values_list("version_id", "language").annotate(Count("pk"))
    for version_id, language, count in rows:
        counted.setdefault(version_id, {})[language] = count
    found = [(version, counted.get(version.pk, {})) for version in versions_of(site_code, kind)]
    return [Accepted(version, sum(languages.values()), languages) for version, languages in found]


def signatures_of(version: AgreementVersion, *, limit: int) -> list[Signature]:
    """Who accepted a version, by number, the newest first."""
    return list(Signature.objects.filter(version=version).order_by("-accepted_at", "-id")[:limit])


def unaccepted(person_id: UUID, site_code: str, kinds: Sequence[str]) -> list[AgreementVersion]:
    """Texts in force of these kinds that somebody has not accepted; the same text on another site counts."""
    versions = [version for version in texts_in_force(site_code) if version.kind in kinds]
    accepted = set(
        Signature.objects.filter(person_id=person_id, text_sha256__in=[version.text_id for version in versions]).values_list("text_sha256", flat=True)
    )
    return [version for version in versions if version.text_id not in accepted]


def asked_of(person_id: UUID, site_code: str, kinds: Sequence[str]) -> list[AgreementVersion]:
    """
    Texts in force of these kinds about which somebody has to be asked: they accepted an earlier version on the site, and one that asks came since.

    An older signature goes on counting as long as no version since then asked. Who never accepted one is asked when they order, or sell.
    """
    versions = AgreementVersion.objects.filter(site_code=site_code, kind__in=kinds).select_related("text").order_by("kind", "number")
    by_kind: dict[str, list[AgreementVersion]] = {}
    for version in versions:
        by_kind.setdefault(version.kind, []).append(version)
    accepted = set(Signature.objects.filter(person_id=person_id, version__in=versions).values_list("text_sha256", flat=True))
    asked = []
    for line in by_kind.values():
        since = max((version.number for version in line if version.text_id in accepted), default=None)
        if needed_number(since, [version.number for version in line if version.asks]) is not None:
            asked.append(line[-1])
    return asked


def has_put_off(person_id: UUID, versions: Sequence[AgreementVersion]) -> bool:
    """Whether somebody said of each of these: not now."""
    return LaterAnswer.objects.filter(person_id=person_id, version__in=versions).count() == len(versions)


def texts_that_apply(site_code: str, kinds: Sequence[str]) -> list[AgreementVersion]:
    """The texts in force of these kinds, in the order of the kinds."""
    versions = {version.kind: version for version in texts_in_force(site_code)}
    return [versions[kind] for kind in kinds if kind in versions]


def names_of(versions: Sequence[AgreementVersion]) -> str:
    """Names versions in a form, so that what is accepted is what was shown: `terms:2`."""
    return " ".join(f"{version.kind}:{version.number}" for version in versions)


def signature_of(person_id: UUID, version: AgreementVersion) -> Signature | None:
    """When and how somebody accepted this text."""
    return Signature.objects.filter(person_id=person_id, text_sha256=version.text_id).order_by("accepted_at").first()
