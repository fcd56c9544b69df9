"""What happens between the clusters and the first page: the databases are brought up to date, the demo is loaded."""

import hashlib
import json
import signal
import socket
import subprocess
from collections.abc import Callable

from config.env import PROJECT, Env
from ops.migrating import fingerprint
from ops.supervisor.part import python
from ops.supervisor.parts import part_environment
from ops.tether import tell_at_my_end
from ops.trouble import Trouble


def check_port(env: Env) -> None:
    """
    Make sure that the web server can listen.

    :raises Trouble: if another program already does.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((env.bind, env.port))
        except OSError as error:
            raise Trouble(f"Port {env.port} on {env.bind} is not free ({error.strerror}). Set PORT to another one, as: PORT=8001 make run") from error


def migrate_if_needed(env: Env, *, show: Callable[[str], None]) -> None:
    """Migrate when the migrations, or the databases, are others than at the last start."""
    stamp = env.home / "run" / "migrated"
    state = _state(env)
    if stamp.exists() and stamp.read_text() == state:
        return
    show("Bringing the databases up to date …")
    run_step(env, "ops.migrating", role="owner", quiet=True)
    stamp.write_text(state)


def load_demo_if_empty(env: Env, *, show: Callable[[str], None]) -> None:
    """Fill an empty demo shop; go on where an interrupted load stopped."""
    stamp = env.home / "run" / "demo-loaded"
    if env.kind != "demo" or stamp.exists():
        return
    if not (PROJECT / "demo" / "load.py").exists():
        show("There is no demo catalogue here yet; the shop starts empty.")
        return
    show("Loading the demo, once …")
    run_step(env, "ops.demo")
    stamp.touch()


def run_step(env: Env, *command: str, role: str = "app", quiet: bool = False) -> str:
    """
    Run a module, or a script with its arguments, as a child of its own, so that the supervisor stays small; returns what it said if it is quiet.

    :raises Trouble: with what it said, if it fails.
    """
    environment = {**part_environment(env), "BOXMALLS_DB_ROLE": role}
    module = () if command[0].endswith(".py") else ("-m",)
    told = subprocess.run(
        python(*module, *command),
        cwd=PROJECT,
        env=environment,
        check=False,
        text=True,
        stdout=subprocess.PIPE if quiet else None,
        stderr=subprocess.STDOUT if quiet else None,
        preexec_fn=tell_at_my_end(signal.SIGTERM),
    )
    if told.returncode:
        raise Trouble(f"`python {' '.join((*module, *command))}` failed.\n{told.stdout or ''}".strip())
    return told.stdout or ""


def sign_ins(env: Env) -> list[dict[str, str]]:
    """The demo's sign-ins, as its loader wrote them down."""
    path = env.home / "demo-sign-ins.json"
    if not path.exists():
        return []
    found = json.loads(path.read_text())
    return [entry for entry in found if isinstance(entry, dict)] if isinstance(found, list) else []


def _state(env: Env) -> str:
    databases = hashlib.sha256(repr([(d["HOST"], d["PORT"], d["NAME"]) for d in env.databases.values()]).encode()).hexdigest()[:16]
    marks = [(env.home / "pg" / name / "PG_VERSION") for name in ("shop", "safe")]
    born = [str(mark.stat().st_mtime_ns) for mark in marks if env.own_clusters and mark.exists()]
    return " ".join([fingerprint(), databases, *born])
