"""What each verb of the `boxmalls` command does; the answer is the exit code."""

import os
import subprocess
import sys
from argparse import Namespace
from http.client import HTTPConnection, HTTPException
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as version_of
from pathlib import Path

from config.env import PROJECT
from ops.trouble import Trouble


def run(_: Namespace) -> int:
    """Run the shop until it is told to stop."""
    from config.env import env
    from ops.supervisor.run import run as run_shop

    run_shop(env)
    return 0


def stop(_: Namespace) -> int:
    """Stop the running shop."""
    from config.env import env
    from ops.supervisor.lock import stop_holder

    print("Stopped." if stop_holder(env.home) else f"No shop runs from {env.home}.")
    return 0


def status(_: Namespace) -> int:
    """Say what runs and where; 3 when nothing does, as service managers expect."""
    from config.env import env
    from ops.clusters.leftovers import at_work
    from ops.supervisor.greeting import addresses
    from ops.supervisor.lock import holder, open_port

    pid = holder(env.home)
    print(f"shop      {f'runs (process {pid})' if pid else 'does not run'}")
    for name, address in addresses(env, open_port(env.home) or env.port).items() if pid else ():
        print(f"          {name:<9} {address}")
    for name in ("shop", "safe") if env.own_clusters else ():
        print(f"{name + ' db':<9} {'runs' if at_work(env.home / 'pg' / name) else 'does not run'}")
    print(f"folder    {env.home}")
    return 0 if pid else 3


def health(_: Namespace) -> int:
    """Ask /health/ready and print what it says."""
    from config.env import env
    from ops.supervisor.lock import holder, open_port

    port = open_port(env.home) or env.port
    connection = HTTPConnection(env.bind, port, timeout=10)
    host = next((host for host in env.public_hosts if not host.startswith(".")), "localhost")
    headers = {"Host": host, **({env.tls_proxy_header: "https"} if env.tls_proxy_header else {})}
    try:
        connection.request("GET", "/health/ready", headers=headers)
        answer = connection.getresponse()
        print(answer.read().decode().strip())
        return 0 if answer.status == 200 else 1
    except (OSError, HTTPException) as error:
        replaying = env.home / "run" / "replaying.json"
        if holder(env.home) is not None and replaying.exists():
            print(replaying.read_text())
            return 1
        raise Trouble(f"Nobody answers on {env.bind}:{port} ({error}). Start the shop with `boxmalls run`.") from error
    finally:
        connection.close()


def migrate(_: Namespace) -> int:
    """Migrate as the owner of the tables."""
    return _with_databases([sys.executable, "-m", "ops.migrating"], role="owner")


def demo(_: Namespace) -> int:
    """Load the demo."""
    return _with_databases([sys.executable, "-m", "ops.demo"])


def register(chosen: Namespace) -> int:
    """Print the register; it is made of declarations, so no database is needed."""
    return _call([sys.executable, "manage.py", "register", *(["--json"] if chosen.json else [])])


def manage(chosen: Namespace) -> int:
    """Pass a command on to Django."""
    return _with_databases([sys.executable, "manage.py", chosen.command, *chosen.more])


def recover_key(chosen: Namespace) -> int:
    """Bring the key back; reads no environment, since that wants the key."""
    from boxmalls.privacy.vault.escrow import NotEnough, bring_back

    if sys.stdin.isatty():
        print("Type the shares, one a line, and an empty line at the end.", file=sys.stderr)
    shares = []
    for line in sys.stdin:
        if not line.strip():
            break
        shares.append(line)
    try:
        bring_back(Path(chosen.copy), shares, to=Path(chosen.to))
    except (NotEnough, OSError, ValueError) as error:
        raise Trouble(str(error)) from error
    print(f"{chosen.to} is back. Now: boxmalls keys check")
    return 0


def psql(chosen: Namespace) -> int:
    """Open a shell on a database."""
    from config.env import env
    from ops.databases import open_psql

    return open_psql(env, alias="safe" if chosen.safe else "default", role=chosen.role, arguments=chosen.more)


def prove(chosen: Namespace) -> int:
    """Run the proofs; they share no code with the shop, and open one of their own."""
    return _call([sys.executable, "-m", "proofs", *chosen.codes, "--size", chosen.size, *(["--list"] if chosen.list else [])])


def version(_: Namespace) -> int:
    """Print versions."""
    from config.env import env
    from ops.clusters.binaries import find_binaries

    found: dict[str, str] = {"boxmalls": product_version(), "python": sys.version.split()[0]}
    found |= {name: version_of(name) for name in ("django", "granian", "psycopg", "procrastinate", "tantivy")}
    if env.own_clusters:
        binaries = find_binaries(named=env.pg_bin, data=env.home / "pg" / "shop")
        found["postgresql"] = f"{binaries.version} ({binaries.folder})"
    print("\n".join(f"{name:<13} {value}" for name, value in found.items()))
    return 0


def product_version() -> str:
    import tomllib

    try:
        return version_of("boxmalls")
    except PackageNotFoundError:
        return str(tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]["version"])


def _with_databases(command: list[str], *, role: str = "") -> int:
    from config.env import env
    from ops.databases import databases

    with databases(env):
        return _call(command, role=role)


def _call(command: list[str], *, role: str = "") -> int:
    environment = {**os.environ, "PYTHONPATH": str(PROJECT), **({"BOXMALLS_DB_ROLE": role} if role else {})}
    return subprocess.run(command, cwd=PROJECT, env=environment, check=False).returncode
