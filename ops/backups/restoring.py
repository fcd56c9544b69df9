"""The way back: a backup takes the place of what is there, and the shop stays closed until it has forgotten again whom it forgot."""

import shutil
import time
from collections.abc import Callable, Iterator
from datetime import datetime

from boxmalls.privacy.vault.wrapping import key_store
from config.env import Env
from config.env.credentials import Credentials
from ops.backups.base import bring_back_base
from ops.backups.folders import Backup, Kind
from ops.backups.logical import restore
from ops.backups.media import MEDIA, bring_back_media
from ops.backups.programs import server_of
from ops.backups.sealing import box_of
from ops.backups.taking import only_backup
from ops.clusters.pair import prepare_pair, running
from ops.clusters.place import make_home
from ops.supervisor.lock import holder, only_one
from ops.supervisor.replaying import RESTORED
from ops.trouble import Trouble


def bring_back(env: Env, kind: Kind, backup: Backup, *, until: datetime | None, show: Callable[[str], None], unsealed: bool = False) -> None:
    """
    Restore one database from a backup, with the shop stopped. Nothing is lost until the new one stands.

    :param unsealed: take one that is not sealed, too. Anybody could have made or changed it.
    :raises Trouble: if the shop runs, or the backup is not as it was made, or does not go in.
    """
    _check(env, kind, backup, until)
    if backup.manifest.sealed is None and not unsealed:
        raise Trouble(f"{backup.name} is not sealed, so nobody can say who made it, or changed it. If you know: --unsealed")
    make_home(env.home)
    began = time.monotonic()
    with only_one(env.home), only_backup(env, kind):
        show(f"{kind}: checking {backup.name} …")
        problems = list(problems_of(env, backup))
        if problems:
            raise Trouble(f"{backup.name} is not as it was made: {'; '.join(problems)}. Nothing was changed. Take another: boxmalls backup --list")
        box = box_of(env, backup.manifest)
        show(f"{kind}: restoring …")
        if backup.manifest.way == "base":
            bring_back_base(env, backup, box, kind, until=until)
        else:
            with running(prepare_pair(env)):
                restore(server_of(env, kind), backup.path, box, credentials=Credentials.read(env.home, kind) if env.own_clusters else None)
        if kind == "shop":
            if (backup.path / MEDIA).exists():
                show(f"{kind}: {bring_back_media(backup.path, box, env.home / 'media')} files of media")
            shutil.rmtree(env.home / "index", ignore_errors=True)
        (env.home / "run" / "migrated").unlink(missing_ok=True)
        (env.home / "run" / RESTORED).touch()
    show(f"{kind}: restored from {backup.name} in {time.monotonic() - began:.1f} s")


def problems_of(env: Env, backup: Backup) -> Iterator[str]:
    """What of a backup is not as it was made: its files, its manifest, its key."""
    yield from backup.manifest.problems(backup.path)
    try:
        box_of(env, backup.manifest)
    except Trouble as trouble:
        yield str(trouble)


def _check(env: Env, kind: Kind, backup: Backup, until: datetime | None) -> None:
    if holder(env.home) is not None:
        raise Trouble("The shop runs. Stop it first, as nobody may be served meanwhile: boxmalls stop")
    if backup.manifest.kind != kind:
        raise Trouble(f"{backup.name} is a backup of the {backup.manifest.kind}, not of the {kind}.")
    if kind == "safe" and backup.manifest.way == "logical" and backup.manifest.keks and not set(backup.manifest.keks) & set(key_store().ids()):
        raise Trouble(
            f"{backup.name} would open nothing: the key that wraps its keys ({', '.join(backup.manifest.keks)}) is not here. If the key was rolled since, "
            "take a younger backup; if it was lost, bring back its copy first (docs/keys.md)."
        )
    if backup.manifest.way == "base" and not env.own_clusters:
        raise Trouble("A base backup is of a whole cluster, and these databases are somebody else's. Restore it there with PostgreSQL's own means.")
    if until and backup.manifest.way != "base":
        raise Trouble("--until needs a base backup (boxmalls backup --base) and the log that BACKUP_WAL=yes keeps; this one is a dump of one moment.")
    if until and until < backup.manifest.finished_at:
        raise Trouble(f"{backup.name} was finished at {backup.manifest.finished_at:%Y-%m-%d %H:%M:%S} UTC; it cannot go back before that. Take an older one.")
