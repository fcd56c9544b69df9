"""Scheduled work that somebody does not want to wait for: the worker does it now, under the same lock as by the clock."""

import time
from datetime import datetime

from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued

from config.schedule import SCHEDULE

from .schedule import Scheduled

PAUSE = 0.1


class NotDone(Exception):
    """The work was not done; says why."""


def find_scheduled(name: str) -> Scheduled:
    """
    The scheduled work of this name: the path of its task, or the last part of it.

    :raises LookupError: if there is none.
    """
    found = [each for each in SCHEDULE if name in (each.task, each.task.rpartition(".")[2])]
    if len(found) != 1:
        raise LookupError(name)
    return found[0]


def have_done(work: Scheduled, *, at: datetime, within: float) -> None:
    """
    Ask the worker for scheduled work, and wait until it is done. If the clock asked for it a moment ago, that is the one waited for.

    :param within: seconds.
    :raises NotDone: if it failed, or nobody did it in this time.
    """
    job, until = ask_for(work, at=at), time.monotonic() + within
    while (status := _status(job)) in ("todo", "doing"):
        if time.monotonic() > until:
            raise NotDone(f"{work.task} is still {'waiting for a worker' if status == 'todo' else 'being done'}.")
        time.sleep(PAUSE)
    if status != "succeeded":
        raise NotDone(f"{work.task} {status}: the worker's log says why.")


def ask_for(work: Scheduled, *, at: datetime) -> int:
    """Queue scheduled work; the number of its job."""
    from procrastinate.contrib.django import app

    name = f"scheduled:{work.task}"
    while True:
        try:
            with transaction.atomic():
                return int(app.configure_task(name, lock=name, queueing_lock=name).defer(timestamp=int(at.timestamp())))
        except AlreadyEnqueued:
            waiting = ProcrastinateJob.objects.filter(queueing_lock=name, status="todo").values_list("pk", flat=True).first()
            if waiting is not None:
                return int(waiting)


def _status(job: int) -> str:
    return str(ProcrastinateJob.objects.values_list("status", flat=True).get(pk=job))
