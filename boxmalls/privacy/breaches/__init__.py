"""A breach: suspected by the watch or reported, scoped from the register, told to whom the laws say, closed; and the drill that tries it all."""

from .actions import close_breach, confirm_breach, dismiss_breach, find_scope, note_sent, report_breach

__all__ = ["close_breach", "confirm_breach", "dismiss_breach", "find_scope", "note_sent", "report_breach"]
