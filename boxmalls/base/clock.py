"""The one place that reads the time. Rules and actions are given `at`; views and tasks ask here."""

from datetime import UTC, datetime


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)
