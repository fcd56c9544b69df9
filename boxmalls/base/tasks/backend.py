"""The bridge from `django.tasks` to procrastinate: a job names the task by its path and carries ids, never personal values."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.tasks.backends.base import BaseTaskBackend
from django.tasks.base import Task, TaskResult, TaskResultStatus
from django.tasks.exceptions import TaskResultDoesNotExist
from django.utils.json import normalize_json
from django.utils.module_loading import import_string

CARRIER = "boxmalls.carry"


class ProcrastinateBackend(BaseTaskBackend):
    """
    Enqueue into procrastinate's table, in the caller's own transaction: work that is rolled back was never asked for.

    Results are kept by procrastinate until the sweep; `get_result` tells the state, not the returned value.
    """

    supports_defer = True
    supports_priority = True
    supports_get_result = True

    def __init__(self, alias: str, params: dict[str, Any]) -> None:
        super().__init__(alias, params)
        self.queues = set(params.get("QUEUES") or ["default"])

    def enqueue(self, task: Task, args: Sequence[Any], kwargs: Mapping[str, Any]) -> TaskResult:
        """Queue a task; with `run_after` it waits until then."""
        from procrastinate.contrib.django import app

        self.validate_task(task)
        deferrer = app.configure_task(CARRIER, queue=task.queue_name, priority=task.priority, schedule_at=task.run_after)
        job_id = deferrer.defer(path=task.module_path, args=normalize_json(list(args)), kwargs=normalize_json(dict(kwargs)))
        return self._result(task, str(job_id), list(args), dict(kwargs), TaskResultStatus.READY)

    def get_result(self, result_id: str) -> TaskResult:
        """The state of a task that was queued here."""
        from procrastinate.contrib.django.models import ProcrastinateJob

        job = ProcrastinateJob.objects.filter(pk=result_id).first()
        if job is None:
            raise TaskResultDoesNotExist(result_id)
        status = {"todo": TaskResultStatus.READY, "doing": TaskResultStatus.RUNNING, "succeeded": TaskResultStatus.SUCCESSFUL}
        task = import_string(job.args["path"])
        return self._result(task, result_id, job.args["args"], job.args["kwargs"], status.get(job.status, TaskResultStatus.FAILED))

    def _result(self, task: Task, result_id: str, args: list[Any], kwargs: dict[str, Any], status: TaskResultStatus) -> TaskResult:
        return TaskResult(
            task=task, id=result_id, status=status, enqueued_at=None, started_at=None, finished_at=None, last_attempted_at=None,
            args=args, kwargs=kwargs, backend=self.alias, errors=[], worker_ids=[],
        )  # fmt: skip


def carry(path: str, args: list[Any], kwargs: dict[str, Any]) -> None:
    """Run one queued task. Connections are checked before and given back after."""
    from django.db import close_old_connections

    close_old_connections()
    try:
        import_string(path).call(*args, **kwargs)
    finally:
        close_old_connections()
