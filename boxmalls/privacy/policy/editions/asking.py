"""Asking again only whom and what must be asked; taking the answer; leaving in peace who said: not now."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction

from boxmalls.base import outbox
from boxmalls.privacy.collection import collecting
from boxmalls.privacy.consent import CHOICES, Choice, give_consent
from boxmalls.privacy.models import Acceptance, Consent, EditionText, Person, PolicyVersion, Postponement, Withdrawal
from boxmalls.privacy.purposes import ANNOUNCING, CHOOSING

from .rules import needed_number


@dataclass(frozen=True, slots=True)
class Question:
    """
    What somebody has to be asked on a site.

    :param accept: whether the text has to be accepted anew.
    :param since: the number of the version that they accepted last.
    :param choices: what they agreed to in other words than those of now.
    :param postponed: whether they said: not now.
    """

    version: PolicyVersion
    accept: bool
    since: int | None
    choices: list[Choice] = field(default_factory=list)
    news: list[str] = field(default_factory=list)
    postponed: bool = False


def question_for(person_id: UUID, site_code: str, language: str, *, versions: list[PolicyVersion] | None = None) -> Question | None:
    """
    What somebody has to be asked on a site; None if nothing. Who never accepted anything on it is asked when they register or order.

    :param versions: the site's versions in their order, if they are at hand; then who has answered costs one question.
    """
    versions = versions_of(site_code) if versions is None else versions
    if not any(version.number > 1 and (version.asks or version.reworded) for version in versions):
        return None
    known = {version.text_id for version in versions}
    accepted = set(Acceptance.objects.filter(person_id=person_id, site_code=site_code, text_sha256__in=known).values_list("text_sha256", flat=True))
    since = max((version.number for version in versions if version.text_id in accepted), default=None)
    accept = needed_number(since, [version.number for version in versions if version.asks]) is not None
    choices = _choices_to_renew(person_id, site_code, versions)
    if not accept and not choices:
        return None
    latest = versions[-1]
    newer = [version for version in versions if version.number > (since or 0) and version.edition_id]
    return Question(
        version=latest,
        accept=accept,
        since=since,
        choices=choices,
        news=_news(newer, language),
        postponed=Postponement.objects.filter(person_id=person_id, version=latest).exists(),
    )


def versions_of(site_code: str) -> list[PolicyVersion]:
    """Every version of a site's policy, the first one first."""
    return list(PolicyVersion.objects.filter(site_code=site_code).order_by("number"))


def people_asked(version: PolicyVersion) -> set[UUID]:
    """
    Everybody whom this version asks: who accepted an earlier text of the site and not this one, if it asks; and who agreed to a choice that
    it describes anew. For the person in charge, and for proofs.
    """
    earlier = PolicyVersion.objects.filter(site_code=version.site_code, number__lt=version.number).values("text_id")
    living = Person.objects.filter(erased_at=None, merged_into=None).values("pk")
    asked: set[UUID] = set()
    if version.asks:
        done = Acceptance.objects.filter(text_sha256=version.text_id).values("person_id")
        before = Acceptance.objects.filter(site_code=version.site_code, text_sha256__in=earlier, person_id__in=living).exclude(person_id__in=done)
        asked |= set(before.values_list("person_id", flat=True))
    standing = Consent.objects.filter(purpose__in=version.reworded, site_code=version.site_code, given_at__lt=version.published_at, withdrawal=None)
    return asked | set(standing.filter(person_id__in=living).values_list("person_id", flat=True))


@transaction.atomic
def renew_consent(*, person_id: UUID, choice: Choice, site_code: str, language: str, at: datetime) -> Consent:
    """
    Take a new yes, to the words of now, in place of the one to earlier words. What was kept under it stays.

    A yes where none stands is an ordinary yes.
    """
    Person.objects.select_for_update().only("pk").get(pk=person_id)
    with collecting(CHOOSING, person=person_id, at=at):
        for standing in Consent.objects.filter(person_id=person_id, purpose=choice.purpose.code, withdrawal=None):
            withdrawal = Withdrawal.objects.create(consent=standing, person_id=person_id, withdrawn_at=at)
            outbox.publish("privacy.answered", key=withdrawal.pk, payload={"kind": "withdrawal"})
    return give_consent(person=person_id, purpose=choice.purpose, wording=choice.wording, site_code=site_code, language=language, at=at)


@transaction.atomic
def postpone(*, person_id: UUID, version: PolicyVersion, at: datetime) -> None:
    """Remember that somebody does not want to answer now, so that pages do not ask again by themselves. Doing it twice changes nothing."""
    with collecting(ANNOUNCING, person=person_id, at=at):
        Postponement.objects.get_or_create(person_id=person_id, version=version, defaults={"at": at})


def _choices_to_renew(person_id: UUID, site_code: str, versions: list[PolicyVersion]) -> list[Choice]:
    since = {code: version.published_at for version in versions for code in version.reworded}
    if not since:
        return []
    standing = Consent.objects.filter(person_id=person_id, site_code=site_code, purpose__in=since, withdrawal=None)
    old = [code for code, given_at in standing.values_list("purpose", "given_at") if given_at < since[code]]
    return [choice for choice in CHOICES if choice.purpose.code in old]


def _news(versions: list[PolicyVersion], language: str) -> list[str]:
    """What is new in each version, in the reader's language or else in the binding one."""
    texts = EditionText.objects.filter(edition__in=[version.edition_id for version in versions]).select_related("edition")
    put = {(text.edition_id, text.language): text for text in texts}
    lines = []
    for version in versions:
        own = put.get((version.edition_id, language)) if version.edition_id else None
        binding = next((text for text in put.values() if text.edition_id == version.edition_id and text.language == text.edition.binding_language), None)
        lines.append((own.news if own else "") or (binding.news if binding else ""))
    return [line for line in lines if line]
