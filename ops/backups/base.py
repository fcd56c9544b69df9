"""A base backup: the whole cluster as files, from which, with the log, any later moment can be reached."""

import os
import shutil
import tarfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import psycopg

from boxmalls.base.clock import now
from boxmalls.privacy.vault.streams import NotAsSealed
from config.env import Env
from config.env.credentials import USERS, Credentials
from ops.backups.folders import Backup, Kind
from ops.backups.programs import Server
from ops.backups.sealing import Box
from ops.backups.wal import close_history, gather_wal, seal_what_came
from ops.clusters.cluster import Cluster
from ops.clusters.configuration import SAFE, SHOP
from ops.clusters.pair import prepare_cluster
from ops.clusters.roles import prepare_roles
from ops.trouble import Trouble

BASE = "base.tar.gz"
LOG = "pg_wal.tar.gz"
"""Of base backups that were made before they were sealed: the log lay beside the files."""
RECOVERS_WITHIN = 3600
TRUST = "local all all trust\nlocal replication all trust\n"


def take_base(server: Server, folder: Path, box: Box) -> None:
    """Copy the cluster's files, with the log that makes them whole, into a box; the shop goes on meanwhile."""
    how = ("--format=tar", "--gzip", "--wal-method=fetch", "--checkpoint=fast", "--no-password", "--label=boxmalls", "--pgdata=-")
    with _log_is_kept(server), server.writes("pg_basebackup", *how, "--dbname", server.address()) as written:
        box.take_in(BASE, written, folder / BASE)


@contextmanager
def _log_is_kept(server: Server) -> Iterator[None]:
    """Let the server delete no log for as long as the block runs: it is fetched when the files have been."""
    with server.connect() as wire:
        wire.execute("SELECT pg_create_physical_replication_slot(%s, true, true)", [f"boxmalls_base_{os.getpid()}"])
        yield


def bring_back_base(env: Env, backup: Backup, box: Box, kind: Kind, *, until: datetime | None) -> None:
    """
    Make a cluster from a base backup, bring it to the newest moment that is known, or to `until`, and put it in the old one's place.

    The old cluster stays until the new one has answered.

    :raises Trouble: if it cannot be made; then the old cluster is where it was.
    """
    here = prepare_cluster(env.home, kind, settings=SHOP if kind == "shop" else SAFE, pg_bin=env.pg_bin, pg_account=env.pg_account)
    data, coming = here.place.data, here.place.data.with_name(f"{kind}.restoring")
    log = coming.with_name(f"{kind}.restoring-wal")
    for left in (coming, log):
        shutil.rmtree(left, ignore_errors=True)
    try:
        _unpack(backup.path, box, coming)
        seal_what_came(env, kind, at=now())
        gather_wal(env, kind, log, sealed=backup.manifest.sealed is not None)
        trust = log / "trust.hba"
        trust.write_text(TRUST)
        _tell_to_recover(coming, log, trust, until)
        for path in (coming, *coming.rglob("*"), log, *log.iterdir()):
            here.account.give(path)
        _recover(here, coming)
    except NotAsSealed as broken:
        shutil.rmtree(coming, ignore_errors=True)
        raise Trouble(f"{backup.name} is not as it was made: {broken} Nothing was changed.") from broken
    except BaseException:
        shutil.rmtree(coming, ignore_errors=True)
        raise
    finally:
        shutil.rmtree(log, ignore_errors=True)
    old = data.with_name(f"{kind}.replaced")
    shutil.rmtree(old, ignore_errors=True)
    data.rename(old)
    coming.rename(data)
    close_history(env, kind)
    shutil.rmtree(old)


def _unpack(backup: Path, box: Box, data: Path) -> None:
    data.mkdir(mode=0o700)
    for name, target in ((BASE, data), (LOG, data / "pg_wal")):
        if name in box.made:
            with box.open(name, backup / name) as source:
                with tarfile.open(fileobj=source, mode="r|gz") as archive:
                    archive.extractall(target, filter="tar")
                while source.read(1 << 20):
                    pass
    for path in (data / "postmaster.pid", data / "postmaster.opts"):
        path.unlink(missing_ok=True)


def _tell_to_recover(data: Path, log: Path, trust: Path, until: datetime | None) -> None:
    settings = {
        "restore_command": f"cp {log}/%f %p",
        "recovery_target_timeline": "latest",
        "recovery_target_action": "promote",
        "hba_file": str(trust),
        **({"recovery_target_time": until.isoformat()} if until else {}),
    }
    (data / "postgresql.auto.conf").write_text("".join(f"{name} = '{value}'\n" for name, value in settings.items()))
    (data / "recovery.signal").touch()


def _recover(here: Cluster, data: Path) -> None:
    """Start the new cluster on its own, until it has come to the moment; give its superuser the password that we know."""
    draft = Cluster(
        name=f"restored {here.name}",
        place=type(here.place)(data=data, socket=here.place.socket, settings=here.place.settings, log=here.place.log),
        account=here.account,
        binaries=here.binaries,
        settings=here.settings,
        credentials=here.credentials,
    )
    draft.start()
    try:
        _wait_until_recovered(here.credentials)
        with _connect(here.credentials) as wire:
            password = here.credentials.password("admin").replace("'", "''")
            wire.execute(f"ALTER ROLE {USERS['admin']} PASSWORD '{password}'".encode())
        (data / "postgresql.auto.conf").write_text("")
    finally:
        draft.stop(within=60)
    draft.start()
    try:
        prepare_roles(here.credentials)
    finally:
        draft.stop(within=60)


def _wait_until_recovered(credentials: Credentials) -> None:
    until = time.monotonic() + RECOVERS_WITHIN
    while time.monotonic() < until:
        try:
            with _connect(credentials) as wire:
                if wire.execute("SELECT pg_is_in_recovery()").fetchone() == (False,):
                    return
        except psycopg.OperationalError as error:
            if "starting up" not in str(error) and "not yet accepting" not in str(error):
                raise Trouble(
                    f"The base backup could not be brought to that moment: {error}\nThe moment must lie after the backup and within the log that was kept."
                ) from error
        time.sleep(0.1)
    raise Trouble(f"The base backup has not been brought to that moment within {RECOVERS_WITHIN // 60} minutes.")


def _connect(credentials: Credentials) -> "psycopg.Connection[tuple[object, ...]]":
    return psycopg.connect(host=credentials.socket, port=5432, dbname="postgres", user=USERS["admin"], autocommit=True)
