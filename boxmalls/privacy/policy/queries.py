"""Which policy is in force, what it says, and who accepted it."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Max, OuterRef, Subquery
from django.db.models.functions import Coalesce

from boxmalls.base.refusals import NotFound
from boxmalls.privacy.models import Acceptance, PolicyVersion


def current_version(site_code: str) -> PolicyVersion:
    """
    The policy in force on a site, with its text.

    :raises NotFound: if none was published there.
    """
    version = PolicyVersion.objects.filter(site_code=site_code).select_related("text").order_by("-number").first()
    if version is None:
        raise NotFound(site=site_code)
    return version


def versions_in_force(site_codes: Sequence[str]) -> list[PolicyVersion]:
    """The policy in force on each of several sites, with its text."""
    latest = PolicyVersion.objects.filter(site_code=OuterRef("site_code")).order_by("-number").values("pk")[:1]
    return list(PolicyVersion.objects.filter(site_code__in=site_codes, pk=Subquery(latest)).select_related("text"))


def has_accepted(person_id: UUID, site_code: str) -> bool:
    """
    Whether somebody accepted what is in force on the site, there or on another site.

    An older text counts as long as no version since then asked anew: a comma that moved asks nobody.
    """
    here = PolicyVersion.objects.filter(site_code=site_code)
    asked = here.filter(asks=True).values("site_code").annotate(last=Max("number")).values("last")
    counts = here.filter(number__gte=Coalesce(Subquery(asked), 0)).values("text_id")
    return Acceptance.objects.filter(person_id=person_id, text_sha256__in=counts).exists()


def acceptance_of(person_id: UUID, version: PolicyVersion) -> Acceptance | None:
    """When and how somebody accepted this version's text, first the one of this site."""
    found = Acceptance.objects.filter(person_id=person_id, text_sha256=version.text_id).order_by("accepted_at")
    return min(found, key=lambda each: each.version_id != version.pk, default=None)
