"""Which policy is in force, what it says, and who accepted it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Max, OuterRef, Subquery
from django.db.models.functions import Coalesce

from boxmalls.base import sql
from boxmalls.base.pipeline import Rows, Statement
from boxmalls.base.refusals import NotFound
from boxmalls.privacy.models import Acceptance, PolicyText, PolicyVersion

VERSION = [field.attname for field in PolicyVersion._meta.concrete_fields]
ACCEPTANCE = [field.attname for field in Acceptance._meta.concrete_fields]
IN_FORCE = f"""
SELECT {", ".join(f"v.{name}" for name in VERSION)}, t.language FROM privacy_policyversion v JOIN privacy_policytext t ON t.sha256 = v.text_id
 WHERE v.site_code = %s ORDER BY v.number DESC LIMIT 1
"""  # noqa: S608 the model's own columns
ACCEPTED = f"""
SELECT {", ".join(ACCEPTANCE)} FROM privacy_acceptance WHERE person_id = %s AND text_sha256 = %s ORDER BY version_id <> %s, accepted_at LIMIT 1
"""  # noqa: S608 the model's own columns
IN_FORCE_AND_ACCEPTED = f"""
SELECT {", ".join(f"v.{name}" for name in VERSION)}, t.language, {", ".join(f"a.{name}" for name in ACCEPTANCE)}
  FROM (SELECT * FROM privacy_policyversion WHERE site_code = %s ORDER BY number DESC LIMIT 1) v
  JOIN privacy_policytext t ON t.sha256 = v.text_id
  LEFT JOIN LATERAL (
    SELECT * FROM privacy_acceptance WHERE person_id = %s AND text_sha256 = v.text_id ORDER BY version_id <> v.id, accepted_at LIMIT 1
  ) a ON true
"""  # noqa: S608 the models' own columns


def current_version(site_code: str) -> PolicyVersion:
    """
    The policy in force on a site, with its text.

    :raises NotFound: if none was published there.
    """
    version = PolicyVersion.objects.filter(site_code=site_code).select_related("text").order_by("-number").first()
    if version is None:
        raise NotFound(site=site_code)
    return version


def version_in_force(site_code: str) -> PolicyVersion:
    """
    The policy in force on a site; its words are read when they are asked for.

    :raises NotFound: if none was published there.
    """
    found = sql.row(IN_FORCE, [site_code])
    if found is None:
        raise NotFound(site=site_code)
    return _version(found)


def question_of_version(site_code: str, person_id: UUID) -> Statement:
    """What is in force on a site, and whether somebody accepted it: the question, for whoever sends it together with others."""
    return Statement(IN_FORCE_AND_ACCEPTED, [site_code, person_id])


def version_from(found: Rows, site_code: str) -> tuple[PolicyVersion, Acceptance | None]:
    """
    The answer to `question_of_version`.

    :raises NotFound: if nothing was published there.
    """
    if not found:
        raise NotFound(site=site_code)
    (row,) = found
    accepted = row[len(VERSION) + 1 :]
    return _version(row[: len(VERSION) + 1]), Acceptance.from_db("default", ACCEPTANCE, accepted) if accepted[0] else None


def _version(found: Sequence[Any]) -> PolicyVersion:
    *own, language = found
    version = PolicyVersion.from_db("default", VERSION, own)
    version.text = PolicyText.from_db("default", ["sha256", "language"], [version.text_id, language])
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
    found = sql.row(ACCEPTED, [person_id, version.text_id, version.pk])
    return Acceptance.from_db("default", ACCEPTANCE, found) if found else None
