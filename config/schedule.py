"""All scheduled work, in one place: what runs by the clock, and what follows the outbox."""

from boxmalls.base.tasks.schedule import Scheduled

SCHEDULE: list[Scheduled] = [
    Scheduled("boxmalls.base.tasks.housekeeping.forget_passed_facts", "23 * * * *"),
    Scheduled("boxmalls.privacy.tasks.sweep_lone_keys", "41 3 * * *"),
]

FOLLOWERS: list[str] = [
    "boxmalls.base.reactions.pass_on",
]
