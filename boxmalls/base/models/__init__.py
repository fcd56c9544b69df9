"""Facts on their way to whom they concern, and how often something was tried."""

from .limit import LimitCount
from .outbox import OutboxCursor, OutboxFact

__all__ = ["LimitCount", "OutboxCursor", "OutboxFact"]
