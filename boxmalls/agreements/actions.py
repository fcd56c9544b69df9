"""Publish a text, begin another edition of it, accept it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from django.db import transaction

from boxmalls.agreements.kinds import Kind
from boxmalls.agreements.models import AgreementText, AgreementTranslation, AgreementVersion, LaterAnswer, Signature
from boxmalls.agreements.ordering import check_order
from boxmalls.agreements.personal_data import AGREEING
from boxmalls.agreements.proving import KIND
from boxmalls.agreements.queries import texts_in_force, unaccepted
from boxmalls.base import outbox
from boxmalls.privacy.collection import collecting
from boxmalls.privacy.models import Edition
from boxmalls.privacy.policy.actions import lock_site
from boxmalls.privacy.policy.editions.actions import draft_edition
from boxmalls.privacy.policy.editions.refusals import UnknownKind

DEMO_TEXTS = Path(__file__).parent / "texts"


@transaction.atomic
def publish_agreement(
    *,
    site_code: str,
    kind: str,
    words: bytes,
    language: str = "en",
    translations: Mapping[str, bytes] | None = None,
    overrides: Sequence[str] = (),
    at: datetime,
) -> AgreementVersion:
    """
    Put a text in force on a site. Publishing the text that is in force already changes nothing.

    :param overrides: kinds before which this text expressly puts itself, whatever the site's order.
    :raises UnknownKind: if it is no kind that has texts here; the policy has its own way.
    :raises Contradiction: if another text expressly says the opposite.
    """
    _check_kinds(kind, overrides)
    lock_site(site_code)
    text = keep_text(words, language)
    latest = next((version for version in texts_in_force(site_code) if version.kind == kind), None)
    if latest is not None and latest.text_id == text.pk and latest.overrides == list(overrides):
        return latest
    check_order(site_code, {kind: list(overrides)})
    number = latest.number + 1 if latest else 1
    version = AgreementVersion.objects.create(site_code=site_code, kind=kind, number=number, text=text, overrides=list(overrides), published_at=at)
    for code, translated in (translations or {}).items():
        AgreementTranslation.objects.create(version=version, language=code, text=keep_text(translated, code))
    return version


@transaction.atomic
def draft_agreement(
    *,
    by: UUID,
    title: str,
    site_codes: Sequence[str],
    kind: str,
    language: str,
    words: bytes,
    news: str = "",
    overrides: Sequence[str] = (),
    at: datetime,
) -> Edition:
    """
    Begin another edition of a text, in the language that will be binding. From here its steps are those of every edition.

    :param overrides: kinds before which this text expressly puts itself.
    :raises UnknownKind: if it is no kind that has texts here; the policy has its own way.
    """
    _check_kinds(kind, overrides)
    return draft_edition(by=by, title=title, site_codes=site_codes, language=language, words=words, news=news, work=kind, overrides=overrides, at=at)


@transaction.atomic
def accept_agreement(*, person_id: UUID, version: AgreementVersion, language: str, at: datetime) -> Signature:
    """Record that somebody accepted a version, read in a language. Accepting twice changes nothing."""
    with collecting(AGREEING, person=person_id, at=at):
        signature, new = Signature.objects.get_or_create(
            person_id=person_id,
            version=version,
            defaults={"text_sha256": version.text_id, "site_code": version.site_code, "language": language, "accepted_at": at},
        )
    if new:
        outbox.publish("privacy.answered", key=signature.pk, payload={"kind": KIND})
    return signature


@transaction.atomic
def answer_later(*, person_id: UUID, versions: Sequence[AgreementVersion], at: datetime) -> None:
    """Remember that somebody does not want to answer now, so that pages do not ask again by themselves. Doing it twice changes nothing."""
    with collecting(AGREEING, person=person_id, at=at):
        for version in versions:
            LaterAnswer.objects.get_or_create(person_id=person_id, version=version, defaults={"at": at})


@transaction.atomic
def accept_what_applies(*, person_id: UUID, site_code: str, kinds: Sequence[str], language: str, at: datetime) -> list[Signature]:
    """Record the acceptance of every text of these kinds that somebody has not accepted yet."""
    return [accept_agreement(person_id=person_id, version=version, language=language, at=at) for version in unaccepted(person_id, site_code, kinds)]


def publish_demo_texts(*, site_codes: Sequence[str], at: datetime) -> None:
    """Publish the demo's terms and seller agreement where there are none."""
    for code in site_codes:
        there = {version.kind for version in texts_in_force(code)}
        for kind in (Kind.TERMS, Kind.SELLER):
            if kind not in there:
                publish_agreement(site_code=code, kind=kind, words=(DEMO_TEXTS / f"demo-{kind}.en.txt").read_bytes(), at=at)


def _check_kinds(kind: str, overrides: Sequence[str]) -> None:
    for each in (kind, *overrides):
        if each not in set(Kind) or kind == Kind.POLICY:
            raise UnknownKind(kind=each)


def keep_text(words: bytes, language: str) -> AgreementText:
    """Keep a wording under its hash; the same words are kept once."""
    text, _new = AgreementText.objects.get_or_create(sha256=sha256(words).hexdigest(), defaults={"language": language, "text": words.decode("utf-8")})
    return text
