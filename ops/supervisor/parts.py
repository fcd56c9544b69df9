"""Which parts the shop has besides its clusters: the web server, the worker, and what keeps the databases' logs."""

import os
from collections.abc import Callable

from config.env import PROJECT, Env
from ops.backups.folders import KINDS, Kind
from ops.backups.programs import server_of
from ops.backups.wal import prepare_slot
from ops.supervisor.part import Part, python

THREADS = 4
BACKLOG = 1024


def make_parts(env: Env, *, show: Callable[[str], None]) -> list[Part]:
    """The parts in the order in which they start; they end in the same order, since pages stop coming first."""
    log = env.home / "log"
    environment = part_environment(env)
    return [
        Part(name="web", command=web_command(env), log=log / "web.log", show=show, environment=environment),
        Part(name="worker", command=python("manage.py", "worker"), log=log / "worker.log", show=show, environment=environment),
        *(_log_keeper(env, kind, show) for kind in (KINDS if env.backup_wal and env.own_clusters else ())),
    ]


def _log_keeper(env: Env, kind: Kind, show: Callable[[str], None]) -> Part:
    """What seals every change of one database into its backup folder as it happens; from now on the server keeps what it has not got."""
    prepare_slot(server_of(env, kind))
    name = f"{kind}-log-keeper"
    return Part(
        name=name, command=python("-m", "ops.backups.keeping", kind), log=env.home / "log" / f"{name}.log", show=show, environment=part_environment(env)
    )


def web_command(env: Env) -> list[str]:
    """Granian with our WSGI application."""
    return python(
        *("-m", "granian", "--interface", "wsgi", "--host", env.bind, "--port", str(env.port)),
        *("--workers", str(env.workers), "--blocking-threads", str(THREADS), "--backlog", str(BACKLOG), "--http", "1", "--no-ws"),
        *("--respawn-failed-workers", "--respawn-interval", "0.5", "--workers-kill-timeout", "3"),
        "config.wsgi:application",
    )


def part_environment(env: Env) -> dict[str, str]:
    """What a part sees: our environment, the role that serves, and its words at once."""
    return {
        **os.environ,
        "BOXMALLS_HOME": str(env.home),
        "BOXMALLS_DB_ROLE": "app",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONPATH": str(PROJECT),
        "PYTHONUNBUFFERED": "1",
    }
