"""Which policy is in force, what it says, and who accepted it."""

from uuid import UUID

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


def has_accepted(person_id: UUID, site_code: str) -> bool:
    """Whether somebody accepted the text that is in force on the site, there or on another site."""
    in_force = PolicyVersion.objects.filter(site_code=site_code).order_by("-number").values("text_id")[:1]
    return Acceptance.objects.filter(person_id=person_id, text_sha256=in_force).exists()


def acceptance_of(person_id: UUID, version: PolicyVersion) -> Acceptance | None:
    """When and how somebody accepted this version's text, first the one of this site."""
    found = Acceptance.objects.filter(person_id=person_id, text_sha256=version.text_id).order_by("accepted_at")
    return min(found, key=lambda each: each.version_id != version.pk, default=None)
