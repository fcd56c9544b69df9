"""Facts on their way to whom they concern."""

from .outbox import OutboxCursor, OutboxFact

__all__ = ["OutboxCursor", "OutboxFact"]
