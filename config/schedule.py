"""All scheduled work, in one place."""

from boxmalls.base.tasks.schedule import Scheduled

SCHEDULE: list[Scheduled] = []
