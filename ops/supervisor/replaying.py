"""The gate before the port: a shop, or a safe, that came back from a backup first forgets again whom it forgot."""

import json
from collections.abc import Callable

from config.env import PROJECT, Env
from ops.backups.programs import connect
from ops.supervisor.steps import run_step

SQL = PROJECT / "boxmalls" / "privacy" / "rights" / "sql"
FILE = "erased.ledger"
RESTORED = "restored"


def replay_erasures(env: Env, *, show: Callable[[str], None]) -> None:
    """Let shop and safe agree about who was erased; costs two questions where nothing was restored."""
    restored = env.home / "run" / RESTORED
    if not restored.exists() and not ledgers_differ(env):
        return
    show("Shop or safe was restored, or an erasure was broken off. Whoever was erased is erased again before opening …")
    told = json.loads(run_step(env, "manage.py", "replay_erasures", quiet=True).splitlines()[-1])
    show(f"{told['replayed']} erasures were carried out again.")
    if told["taken_in"]:
        show(f"{told['taken_in']} who joined after the copy of the shop was made can sign in, to an account with nothing in it.")
    if told["without_a_key"]:
        show(f"{told['without_a_key']} who joined after the copy of the safe was made have no key in it: what was sealed for them cannot be read.")
    restored.unlink(missing_ok=True)


def ledgers_differ(env: Env) -> bool:
    """Whether the shop, the safe and the file beside the backups know of different erasures, or of one that has not come to its end."""
    told = {}
    for alias, place in (("default", "shop"), ("safe", "safe")):
        with connect(env.databases_as("app")[alias]) as wire:
            told[place] = wire.execute((SQL / f"ledger_in_the_{place}.sql").read_text().encode()).fetchone() or ()
    file = env.backup_folder / FILE
    written = file.read_bytes().count(b"\n") if file.exists() else 0
    return told["shop"][:2] != told["safe"][:2] or bool(told["shop"][2] or told["safe"][2]) or written > told["safe"][0]
