"""Texts that are in force already, for people who accepted an earlier one and have heard of nothing since."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Max, Q, QuerySet

from boxmalls.privacy.models import Edition, EditionStep, EditionText

from .rules import NOTICE_DAYS, Step
from .works import POLICY, Work, work_of


@dataclass(frozen=True, slots=True)
class Begun:
    """A version in force on a site, for somebody who accepted the version with the number `since` there last."""

    work: Work
    version: Any
    since: int

    @property
    def href(self) -> str:
        """Where each sentence stands that changed."""
        compared = f"/policy/comparison?old={self.since}&new={self.version.number}"
        return compared if self.work.code == POLICY else self.work.href

    @property
    def question(self) -> str:
        """Where somebody who has to be asked is asked."""
        return "/policy/agreement" if self.work.code == POLICY else self.work.href

    def news(self, language: str) -> str:
        """What is new since theirs, text by text, in a language or else in the binding one."""
        versions = self.work.versions().filter(site_code=self.version.site_code, number__gt=self.since, number__lte=self.version.number)
        editions = [each.edition_id for each in versions.order_by("number") if each.edition_id]
        news: dict[UUID, str] = {}
        for text in EditionText.objects.filter(edition__in=editions).select_related("edition"):
            if text.news and (text.language == language or (text.language == text.edition.binding_language and text.edition_id not in news)):
                news[text.edition_id] = text.news
        return " ".join(news[each] for each in editions if each in news)


def accepted_before(edition: Edition) -> QuerySet[Any]:
    """Acceptances of earlier texts where this one is the latest, of people who accepted none that is as new or newer on one of its sites."""
    work = work_of(edition)
    earlier, since = Q(pk__in=[]), Q(pk__in=[])
    for code, number in work.versions().filter(edition=edition).values_list("site_code", "number"):
        since |= Q(site_code=code, version__number__gte=number)
        if not work.versions().filter(site_code=code, number__gt=number).exists():
            earlier |= Q(site_code=code, version__number__lt=number)
    return work.acceptances().filter(earlier).exclude(person_id__in=work.acceptances().filter(since).values("person_id"))


def begun_for(edition: Edition, person_id: UUID) -> Begun:
    """How a text that began concerns somebody: on the site where they accepted last, beside what they accepted there."""
    last = accepted_before(edition).filter(person_id=person_id).select_related("version").order_by("-accepted_at", "site_code")[0]
    version = work_of(edition).versions().get(edition=edition, site_code=last.site_code)
    return Begun(work_of(edition), version, last.version.number)


def begun_on_site(edition: Edition, site_code: str, person_id: UUID) -> Begun | None:
    """How a text in force on a site concerns somebody; None if they never accepted an earlier one there, or accepted it."""
    work = work_of(edition)
    version = work.versions().filter(site_code=site_code).order_by("-number").first()
    since = work.acceptances().filter(person_id=person_id, site_code=site_code).aggregate(last=Max("version__number"))["last"]
    if version is None or version.edition_id != edition.pk or since is None or since >= version.number:
        return None
    return Begun(work, version, since)


def notice_ends_at(edition: Edition) -> datetime:
    """When the usual notice is over, counted from the announcement, however soon the text began."""
    announced = EditionStep.objects.filter(edition=edition, kind=Step.SCHEDULED).values_list("at", flat=True)[0]
    return announced + timedelta(days=NOTICE_DAYS)
