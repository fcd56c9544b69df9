"""A breach: found, scoped from the register, told to whom the laws say, closed; and the drill that tries it all."""

from .actions import close_breach, find_scope, note_sent, report_breach

__all__ = ["close_breach", "find_scope", "note_sent", "report_breach"]
