"""The receipt: what went, what stays as numbers, since when nothing can be read. It names nobody."""

from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from boxmalls.base.clock import now
from boxmalls.privacy.register import HOLDINGS
from boxmalls.privacy.rights.housekeeping import StoreLine, stores_of
from boxmalls.privacy.rights.models import Erasure


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """One holding."""

    holding: str
    title: Any
    removed: int
    kept: int
    why: Any
    kept_until: date | None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of everything, or how far it has come."""

    number: str
    site_code: str
    asked_at: datetime
    done_at: datetime | None
    unreadable_at: datetime | None
    backups_gone_on: date | None
    lines: list[ReceiptLine]
    stores: list[StoreLine] = field(default_factory=list)
    bytes_gone_at: datetime | None = None

    @property
    def seal(self) -> str:
        """A fingerprint of all that the receipt says."""
        said = repr((self.number, self.asked_at, self.done_at, self.unreadable_at, [(e.holding, e.removed, e.kept, e.kept_until) for e in self.lines]))
        return sha256(said.encode()).hexdigest()


def receipt_by_token(token: str, *, at: datetime | None = None) -> Receipt | None:
    """The receipt with this secret address as it stands at a moment, now unless told otherwise; or nothing."""
    erasure = Erasure.objects.filter(receipt_sha256=sha256(token.encode()).hexdigest()).first()
    return receipt_of(erasure, at=at or now()) if erasure else None


def receipt_of(erasure: Erasure, *, at: datetime) -> Receipt:
    """The receipt of an erasure. Lines are there once it is done."""
    lines = []
    for line in erasure.lines.order_by("holding") if erasure.done_at else ():
        holding = HOLDINGS.get(line.holding)
        why = holding.hold.why if holding and holding.hold and line.kept else ""
        lines.append(ReceiptLine(line.holding, holding.title if holding else line.holding, line.removed, line.kept, why, line.kept_until))
    return Receipt(
        number=erasure.pk.hex[-12:].upper(),
        site_code=erasure.site_code,
        asked_at=erasure.asked_at,
        done_at=erasure.done_at,
        unreadable_at=erasure.unreadable_at,
        backups_gone_on=erasure.backups_gone_on,
        lines=lines,
        stores=stores_of(erasure, now=at) if erasure.done_at else [],
        bytes_gone_at=erasure.bytes_gone_at,
    )
