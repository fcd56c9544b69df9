"""Publish a text, accept it, set the order."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from boxmalls.agreements.kinds import Kind
from boxmalls.agreements.models import AgreementText, AgreementTranslation, AgreementVersion, Precedence, Signature
from boxmalls.agreements.personal_data import AGREEING
from boxmalls.agreements.proving import KIND
from boxmalls.agreements.queries import order_of, texts_in_force, unaccepted
from boxmalls.agreements.rules import Circle, precedence
from boxmalls.base import outbox, sql
from boxmalls.base.refusals import BadInput
from boxmalls.privacy.collection import collecting

DEMO_TEXTS = Path(__file__).parent / "texts"


class UnknownKind(BadInput):
    code = "unknown-kind"
    words = _("There is no such kind of text: %(kind)s.")


class Contradiction(BadInput):
    code = "contradiction"
    words = _("Two texts would each come before the other: %(kinds)s. Nothing was published.")


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
    for each in (kind, *overrides):
        if each not in set(Kind) or kind == Kind.POLICY:
            raise UnknownKind(kind=each)
    sql.run("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", (f"agreements:{site_code}",))
    text = keep_text(words, language)
    in_force = {version.kind: version for version in texts_in_force(site_code)}
    latest = in_force.get(kind)
    if latest is not None and latest.text_id == text.pk and latest.overrides == list(overrides):
        return latest
    _check_order(order_of(site_code), {name: version.overrides for name, version in in_force.items()} | {kind: list(overrides)})
    number = latest.number + 1 if latest else 1
    version = AgreementVersion.objects.create(site_code=site_code, kind=kind, number=number, text=text, overrides=list(overrides), published_at=at)
    for code, translated in (translations or {}).items():
        AgreementTranslation.objects.create(version=version, language=code, text=keep_text(translated, code))
    return version


@transaction.atomic
def set_precedence(*, site_code: str, kinds: Sequence[str]) -> None:
    """
    Set the order of kinds on a site, the one that prevails first.

    :raises UnknownKind: if a kind is not known, named twice, or missing.
    """
    if sorted(kinds) != sorted(Kind):
        raise UnknownKind(kind=", ".join(kinds))
    _check_order(list(kinds), {version.kind: version.overrides for version in texts_in_force(site_code)})
    Precedence.objects.filter(site_code=site_code).delete()
    Precedence.objects.bulk_create(Precedence(site_code=site_code, kind=kind, rank=rank) for rank, kind in enumerate(kinds, 1))


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


def _check_order(order: Sequence[str], overrides: Mapping[str, Sequence[str]]) -> None:
    try:
        precedence(order, overrides)
    except Circle as circle:
        raise Contradiction(kinds=str(circle)) from None


def keep_text(words: bytes, language: str) -> AgreementText:
    """Keep a wording under its hash; the same words are kept once."""
    text, _new = AgreementText.objects.get_or_create(sha256=sha256(words).hexdigest(), defaults={"language": language, "text": words.decode("utf-8")})
    return text
