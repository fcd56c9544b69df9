"""What procrastinate is told when it starts: the carrier, the schedule, and what comes back after a crash."""

import logging
from datetime import timedelta
from typing import Any

from procrastinate import App, RetryStrategy
from procrastinate.builtin_tasks import remove_old_jobs

from config.schedule import SCHEDULE

from .backend import CARRIER, carry

logger = logging.getLogger(__name__)
STALLED_AFTER = timedelta(seconds=60)
RETRY = RetryStrategy(max_attempts=8, exponential_wait=3)


def set_up(app: App) -> None:
    """Register the carrier and the schedule; called once by procrastinate when Django is ready."""
    app.task(name=CARRIER, retry=RETRY)(carry)
    for entry in SCHEDULE:
        _schedule(app, entry.task, entry.cron, entry.kwargs)
    app.periodic(cron="* * * * *", periodic_id="stalled")(app.task(name="boxmalls.rescue", queueing_lock="rescue")(rescue_stalled))
    app.periodic(cron="17 * * * *", periodic_id="old-jobs")(app.task(name="boxmalls.forget", queueing_lock="forget", pass_context=True)(forget_done))


def _schedule(app: App, path: str, cron: str, kwargs: dict[str, Any]) -> None:
    def tick(timestamp: int) -> None:
        carry(path, [], kwargs)

    task = app.task(name=f"scheduled:{path}", queueing_lock=f"scheduled:{path}", lock=f"scheduled:{path}")(tick)
    app.periodic(cron=cron, periodic_id=path)(task)


async def rescue_stalled(timestamp: int) -> None:
    """Work of a worker that died is done again by the living."""
    from procrastinate.contrib.django import app

    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER.total_seconds()):
        await app.job_manager.retry_job(job)
        logger.warning("task.rescued", extra={"job": job.id})


async def forget_done(context: Any, timestamp: int) -> None:
    """Finished jobs are kept for a day."""
    await remove_old_jobs(context, max_hours=24, remove_failed=False, remove_cancelled=True, remove_aborted=True)
