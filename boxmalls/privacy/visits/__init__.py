"""The products that somebody opened: kept only by consent, on the device where they gave it."""

from .actions import forget_visits, remember_visit
from .queries import recently_viewed

__all__ = ["forget_visits", "recently_viewed", "remember_visit"]
