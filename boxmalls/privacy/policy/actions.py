"""Publish a text, accept a text."""

from datetime import datetime
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from django.db import transaction

from boxmalls.base import outbox, sql
from boxmalls.privacy.collection import collecting
from boxmalls.privacy.models import Acceptance, Person, PolicyText, PolicyVersion, Sentence
from boxmalls.privacy.purposes import ACCEPTING

from .queries import current_version

FIRST_TEXT = Path(__file__).parent / "texts" / "v1.en.txt"


@transaction.atomic
def publish_policy(*, site_code: str, words: bytes, language: str = "en", at: datetime) -> PolicyVersion:
    """
    Put a text in force on a site. Publishing the text that is already in force changes nothing.

    :param words: the text as UTF-8, kept byte for byte.
    """
    text = keep_text(words, language)
    lock_site(site_code)
    latest = PolicyVersion.objects.filter(site_code=site_code).order_by("-number").first()
    if latest is not None and latest.text_id == text.pk:
        return latest
    number = latest.number + 1 if latest else 1
    return PolicyVersion.objects.create(site_code=site_code, number=number, text=text, published_at=at)


def publish_first_policy(*, site_codes: list[str], at: datetime) -> list[PolicyVersion]:
    """Publish version 1 on every site that has no policy yet."""
    words = FIRST_TEXT.read_bytes()
    published = set(PolicyVersion.objects.filter(site_code__in=site_codes).values_list("site_code", flat=True))
    return [publish_policy(site_code=code, words=words, at=at) for code in site_codes if code not in published]


@transaction.atomic
def accept_policy(*, person: Person | UUID, site_code: str, language: str, at: datetime) -> Acceptance:
    """
    Record that somebody accepted the policy in force on a site, read in a language. Accepting twice changes nothing.

    :raises NotFound: if the site has no policy.
    """
    version = current_version(site_code)
    person_id = person.pk if isinstance(person, Person) else person
    with collecting(ACCEPTING, person=person_id, at=at):
        acceptance, new = Acceptance.objects.get_or_create(
            person_id=person_id,
            version=version,
            defaults={"text_sha256": version.text_id, "site_code": site_code, "language": language, "accepted_at": at},
        )
    if new:
        outbox.publish("privacy.answered", key=acceptance.pk, payload={"kind": "acceptance"})
    return acceptance


def keep_text(words: bytes, language: str) -> PolicyText:
    """Keep a text under its hash, with its sentences. The same bytes are kept once."""
    from .editions.importing import sentences_of

    written = words.decode("utf-8")
    text, new = PolicyText.objects.get_or_create(sha256=sha256(words).hexdigest(), defaults={"language": language, "text": written})
    if new:
        Sentence.objects.bulk_create(
            Sentence(text=text, sid=piece.sid, clause=piece.clause, position=position, words=piece.text)
            for position, piece in enumerate(sentences_of(written), 1)
        )
    return text


def lock_site(site_code: str) -> None:
    """Let nobody else change what is in force on a site until the transaction ends."""
    sql.run("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", (f"policy:{site_code}",))
