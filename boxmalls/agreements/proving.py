"""The signed receipt of an accepted text: what the kernel's receipts need to know of a signature."""

from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override

from boxmalls.agreements.kinds import Kind

if TYPE_CHECKING:
    from boxmalls.agreements.models import Signature

KIND = "agreement"


def listed(person_id: UUID) -> list[Any]:
    """Everything that somebody signed."""
    from boxmalls.agreements.models import Signature
    from boxmalls.privacy.receipts.queries import Proof

    found = Signature.objects.filter(person_id=person_id).select_related("version")
    return [Proof(KIND, row.pk, row.accepted_at, row.site_code, f"{row.version.kind}:{row.version.number}", row.text_sha256) for row in found]


def row(about_id: UUID) -> "Signature | None":
    """A signature by its number."""
    from boxmalls.agreements.models import Signature

    return Signature.objects.select_related("version__text").filter(pk=about_id).first()


def write(row: "Signature", receipt_id: UUID, at: datetime) -> dict[str, Any]:
    """The fields of its receipt."""
    from boxmalls.agreements.personal_data import AGREEING
    from boxmalls.privacy.receipts.writing import write_contract

    version = row.version
    with override("en"):
        title = str(Kind(version.kind).words)
    return write_contract(
        kind=KIND, title=title, version=str(version.number), text_sha256=row.text_sha256, text_url=f"/agreements/{version.kind}/{version.number}/text",
        text_language=version.text.language, purpose=AGREEING, person_id=row.person_id, record_id=row.pk, site_code=row.site_code,
        language=row.language, accepted_at=row.accepted_at, receipt_id=receipt_id, at=at,
    )  # fmt: skip


def words(proof: Any) -> tuple[Any, Any]:
    """What it is, and about what."""
    kind, _colon, number = proof.what.partition(":")
    return _("Accepted"), _("%(text)s, version %(number)s") % {"text": Kind(kind).words, "number": number}


def keeps(text_sha256: str) -> bool:
    """Whether the text is kept under its hash, byte for byte."""
    from boxmalls.agreements.models import AgreementText

    kept = AgreementText.objects.filter(pk=text_sha256).first()
    return kept is not None and sha256(kept.text.encode()).hexdigest() == text_sha256
