"""
What the receipt of an erasure says, as a signed file: also of what comes true after it was sealed.

A receipt's own seal is made of what was known when the erasure was done, and never changes. This is said on a day, and says all that was seen by
then: since when nothing can be read in each store, since when its bytes are gone, and until when the rest is promised.
"""

from datetime import date, datetime
from typing import Any

from boxmalls.privacy.receipts import sign_statement
from boxmalls.privacy.rights.housekeeping import StoreLine

from .receipt import Receipt


def signed_statement(receipt: Receipt, *, at: datetime) -> str:
    """The file (JSON, a detached JWS over it: `boxmalls verify-receipt` tells whether it is ours)."""
    return sign_statement(_said(receipt, at), site_code=receipt.site_code, at=at)


def _said(receipt: Receipt, at: datetime) -> dict[str, Any]:
    return {
        "erasure": receipt.number,
        "stated": at.isoformat(),
        "site": receipt.site_code,
        "receipt_sha256": receipt.seal,
        "asked": _day(receipt.asked_at),
        "unreadable": _day(receipt.unreadable_at),
        "done": _day(receipt.done_at),
        "bytes_gone_from_databases": _day(receipt.bytes_gone_at),
        "gone_from_backups_by": _day(receipt.backups_gone_on),
        "holdings": [
            {"holding": line.holding, "removed": line.removed, "kept": line.kept, "kept_until": _day(line.kept_until), "why": str(line.why)}
            for line in receipt.lines
        ],
        "stores": [_store(line) for line in receipt.stores],
    }


def _store(line: StoreLine) -> dict[str, str | None]:
    """What was seen; what was not is only promised."""
    told: dict[str, str | None] = {"store": line.code, "unreadable_since": _day(line.unreadable_at)}
    if line.unreadable_at is None:
        told["unreadable_by"] = _day(line.unreadable_by)
    told["gone_since"] = _day(line.gone_at)
    if line.gone_at is None and line.gone_by:
        told["gone_by"] = _day(line.gone_by)
    return told


def _day(moment: datetime | date | None) -> str | None:
    return moment.isoformat() if moment else None
