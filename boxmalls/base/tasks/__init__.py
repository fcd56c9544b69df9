"""Work that happens outside requests: `django.tasks` in front, procrastinate behind, both on the shop's PostgreSQL."""

from .schedule import Scheduled

__all__ = ["Scheduled"]
