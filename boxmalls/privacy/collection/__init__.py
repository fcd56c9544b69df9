"""The only way in: writing personal data says for which purpose, and the database refuses a write that does not."""

from .collecting import NotAgreed, collecting, collecting_sql

__all__ = ["NotAgreed", "collecting", "collecting_sql"]
