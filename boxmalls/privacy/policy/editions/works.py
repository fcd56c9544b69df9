"""
What has editions: the policy, and every text beside it. The steps of an edition, its notice and its telling are the same for all of them.

The policy is the kernel's own. A room above declares its texts in its `promises.py`, read once at start.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from boxmalls.privacy.models import Edition, EditionProposal, EditionText
from boxmalls.privacy.register.declarations import Words

from .aligning import Said

POLICY = "policy"


@dataclass(frozen=True, slots=True)
class Beginning:
    """An edition that takes effect on one of its sites, under a number."""

    edition: Edition
    proposal: EditionProposal
    texts: Sequence[EditionText]
    site_code: str
    number: int
    at: datetime

    @property
    def binding(self) -> EditionText:
        """The text in the language that counts."""
        return next(text for text in self.texts if text.language == self.edition.binding_language)

    @property
    def translations(self) -> list[EditionText]:
        """The texts for reading."""
        return [text for text in self.texts if text.language != self.edition.binding_language]


def _nothing_against(_edition: Edition) -> None:
    """It may begin."""


def _asked_elsewhere(_person_id: UUID, _site_code: str) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Work:
    """
    A text that has editions.

    :param versions: all its versions: rows with `site_code`, `number`, `text` (`language`, `text`), `translations`, `published_at`, `edition`.
    :param acceptances: everybody who accepted one: rows with `person`, `version`, `site_code`, `language`, `accepted_at`.
    :param said_in: the pieces of a text that are compared.
    :param begin: puts an edition in force on a site.
    :param check: raises a Refusal if an edition cannot be in force beside what is, and what comes.
    :param asks: whether somebody has to be asked on a site, and did not say: not now.
    :param href: where it stands; what comes stands under it at `/coming`.
    """

    code: str
    words: Words
    href: str
    versions: Callable[[], QuerySet[Any]]
    acceptances: Callable[[], QuerySet[Any]]
    said_in: Callable[[Any], Iterable[Said]]
    begin: Callable[[Beginning], Any]
    check: Callable[[Edition], None] = _nothing_against
    asks: Callable[[UUID, str], bool] = _asked_elsewhere

    def in_force(self, site_codes: Sequence[str]) -> dict[str, Any]:
        """The version in force on each of the sites that have one."""
        newest = self.versions().filter(site_code__in=site_codes).select_related("text").order_by("site_code", "-number").distinct("site_code")
        return {version.site_code: version for version in newest}


class Works:
    """Every text that has editions, by its code."""

    def __init__(self) -> None:
        self._works: dict[str, Work] = {}

    def declare(self, work: Work) -> Work:
        """
        Take up a text.

        :raises ValueError: if there is one under this code.
        """
        if work.code in self._works:
            raise ValueError(f"{work.code} is declared twice.")
        self._works[work.code] = work
        return work

    def __getitem__(self, code: str) -> Work:
        return self._works[code]

    def __contains__(self, code: object) -> bool:
        return code in self._works

    def __iter__(self) -> Iterator[Work]:
        return iter(self._works.values())


WORKS = Works()


def work_of(edition: Edition) -> Work:
    """What an edition is an edition of."""
    return WORKS[edition.work]
