"""What follows from an acceptance, a consent, a withdrawal: its receipt is written while everything stands as it stood."""

from datetime import datetime
from typing import Any
from uuid import UUID

from boxmalls.base.refusals import NotFound
from boxmalls.privacy.receipts import issue_receipt
from boxmalls.privacy.vault import keyring
from boxmalls.privacy.vault.sealing import NoKey


def issue(payload: dict[str, Any], at: datetime) -> None:
    """Issue the receipt; who was erased meanwhile gets none."""
    try:
        with keyring():
            issue_receipt(kind=payload["kind"], about_id=UUID(payload["key"]), at=at)
    except (NotFound, NoKey):
        return


REACTIONS = {"privacy.answered": [issue]}
