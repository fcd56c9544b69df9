"""Each kind of text as one that has editions: what binds whom, and what an edition does when its day has come."""

from functools import partial
from typing import Any
from uuid import UUID

from boxmalls.agreements.actions import keep_text
from boxmalls.agreements.kinds import TEXTS, Kind
from boxmalls.agreements.models import AgreementTranslation, AgreementVersion, Signature
from boxmalls.agreements.ordering import check_order
from boxmalls.agreements.queries import asked_of, has_put_off
from boxmalls.privacy.models import Edition
from boxmalls.privacy.policy.editions.aligning import Said
from boxmalls.privacy.policy.editions.works import Beginning, Work


def paragraphs_of(text: str) -> list[str]:
    """The paragraphs of a text, its title first."""
    return [each.strip() for each in text.split("\n\n") if each.strip()]


def said_in(text: Any) -> list[Said]:
    """The paragraphs of a kept text, numbered."""
    return [Said(f"s-{number}", words) for number, words in enumerate(paragraphs_of(text.text), 1)]


def begin(new: Beginning) -> AgreementVersion:
    """Put an edition in force on a site. Older versions and who signed them stay."""
    edition, binding = new.edition, new.binding.text
    version = AgreementVersion.objects.create(
        site_code=new.site_code,
        kind=edition.work,
        number=new.number,
        text=keep_text(binding.text.encode(), binding.language),
        overrides=edition.overrides,
        published_at=new.at,
        edition=edition,
        asks=new.proposal.asks,
    )
    for each in new.translations:
        AgreementTranslation.objects.create(version=version, language=each.language, text=keep_text(each.text.text.encode(), each.language))
    return version


def check(edition: Edition) -> None:
    """
    Look whether an edition and the texts beside it leave an order on each of its sites.

    :raises Contradiction: if they do not.
    """
    for code in edition.site_codes:
        check_order(code, {edition.work: edition.overrides})


def _versions(kind: Kind) -> Any:
    return AgreementVersion.objects.filter(kind=kind)


def _acceptances(kind: Kind) -> Any:
    return Signature.objects.filter(version__kind=kind)


def _asks(kind: Kind, person_id: UUID, site_code: str) -> bool:
    asked = asked_of(person_id, site_code, [kind])
    return bool(asked) and not has_put_off(person_id, asked)


AGREEMENTS = [
    Work(
        kind.value,
        kind.words,
        f"/agreements/{kind}",
        versions=partial(_versions, kind),
        acceptances=partial(_acceptances, kind),
        said_in=said_in,
        begin=begin,
        check=check,
        asks=partial(_asks, kind),
    )
    for kind in TEXTS
]
