"""An operator does not have to wait for the clock: the worker does scheduled work when it is asked for."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from boxmalls.base import sql
from boxmalls.base.tasks import at_once

pytestmark = pytest.mark.django_db
NAME = "let_policies_begin"
JOBS = "SELECT lock, queueing_lock FROM procrastinate_jobs WHERE task_name = 'scheduled:boxmalls.privacy.tasks.let_policies_begin' AND status = 'todo'"


def worker_that(status, monkeypatch):
    """Instead of a worker: in the first pause, every waiting job gets a status."""
    turn = f"UPDATE procrastinate_jobs SET status = '{status}' WHERE status = 'todo'"
    monkeypatch.setattr(at_once.time, "sleep", lambda _seconds: sql.run(turn))


def task(*arguments):
    said = StringIO()
    call_command("task", *arguments, stdout=said)
    return said.getvalue()


def test_without_a_name_it_says_what_there_is_and_when():
    assert "* * * * *      boxmalls.privacy.tasks.let_policies_begin\n" in task()


@pytest.mark.parametrize("name", [NAME, f"boxmalls.privacy.tasks.{NAME}"])
def test_it_is_queued_under_the_lock_of_the_clock_and_waited_for(name, monkeypatch):
    worker_that("succeeded", monkeypatch)
    assert task(name) == f"{name}: done.\n"
    assert sql.rows(JOBS) == []


def test_what_the_clock_asked_for_is_not_asked_for_twice(monkeypatch):
    work = at_once.find_scheduled(NAME)
    first = at_once.ask_for(work, at=at_once.datetime(2026, 11, 22))
    lock = "scheduled:boxmalls.privacy.tasks.let_policies_begin"
    assert sql.rows(JOBS) == [(lock, lock)]
    assert at_once.ask_for(work, at=at_once.datetime(2026, 11, 22)) == first
    worker_that("succeeded", monkeypatch)
    task(NAME)


def test_what_fails_is_said(monkeypatch):
    worker_that("failed", monkeypatch)
    with pytest.raises(CommandError, match="failed: the worker's log says why"):
        task(NAME)


def test_nobody_there_is_said(monkeypatch):
    with pytest.raises(CommandError, match="still waiting for a worker"):
        task(NAME, "--within", "0")


def test_a_name_that_nothing_has_is_refused_and_nothing_is_queued():
    with pytest.raises(CommandError, match="No work is scheduled under the name begin"):
        task("begin")
    assert sql.rows("SELECT count(*) FROM procrastinate_jobs WHERE task_name LIKE 'scheduled:%'") == [(0,)]
