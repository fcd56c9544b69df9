"""The gate before the port: a shop, or a safe, that came back from a backup first forgets again whom it forgot."""

import json
from collections.abc import Callable

from config.env import PROJECT, Env
from ops.backups.programs import connect
from ops.supervisor.steps import run_step

SQL = PROJECT / "boxmalls" / "privacy" / "rights" / "sql"
FILE = "erased.ledger"


def replay_erasures(env: Env, *, show: Callable[[str], None]) -> None:
    """Let shop and safe agree about who was erased; costs two questions where nothing was restored."""
    if not ledgers_differ(env):
        return
    show("Shop and safe do not agree about who was erased (one of them was restored, or an erasure was broken off). Erasing again before opening …")
    told = run_step(env, "manage.py", "replay_erasures", quiet=True)
    show(f"{json.loads(told.splitlines()[-1])['replayed']} erasures were carried out again.")


def ledgers_differ(env: Env) -> bool:
    """Whether the shop, the safe and the file beside the backups know of different erasures, or of one that has not come to its end."""
    told = {}
    for alias, place in (("default", "shop"), ("safe", "safe")):
        with connect(env.databases_as("app")[alias]) as wire:
            told[place] = wire.execute((SQL / f"ledger_in_the_{place}.sql").read_text().encode()).fetchone() or ()
    file = env.backup_folder / FILE
    written = file.read_bytes().count(b"\n") if file.exists() else 0
    return told["shop"][:2] != told["safe"][:2] or bool(told["shop"][2] or told["safe"][2]) or written > told["safe"][0]
