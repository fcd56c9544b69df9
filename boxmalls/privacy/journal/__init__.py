"""Who looked at or changed somebody's data. Rows are only added; the person sees all of them."""

from .actions import note

__all__ = ["note"]
