"""What follows from a policy text that is announced, or called off: people with an account get a letter."""

from datetime import datetime
from typing import Any

from boxmalls.accounts.announcing import announce_editions


def announce(payload: dict[str, Any], at: datetime) -> None:
    """Tell everybody who has to be told."""
    announce_editions(at=at)


REACTIONS = {"policy.scheduled": [announce], "policy.called-off": [announce]}
