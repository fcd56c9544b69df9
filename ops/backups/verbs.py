"""`boxmalls backup` and `boxmalls restore`: what they take, what they say, and their exit codes."""

import sys
import time
from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime

from boxmalls.base.clock import now
from config.env import Env
from ops.backups.folders import KINDS, Kind, backups, find, folder_of, is_over, listing
from ops.backups.keyring import key_for
from ops.backups.restoring import bring_back, problems_of
from ops.backups.taking import Busy, back_up, in_words, only_backup, prune_all
from ops.databases import databases
from ops.supervisor.steps import run_step
from ops.trouble import Trouble

BROKEN, TRY_AGAIN = 1, 75


def backup_arguments(parser: ArgumentParser) -> None:
    """What `boxmalls backup` takes."""
    parser.add_argument("kind", nargs="?", choices=KINDS, help="only the shop, or only the safe; both if left out")
    parser.add_argument("--base", action="store_true", help="the whole cluster, for a restore to any moment (with BACKUP_WAL=yes), instead of a dump")
    parser.add_argument("--unsealed", action="store_true", help="readable for whoever has the files: only where disks and copies are encrypted by other means")
    parser.add_argument("--new-key", action="store_true", help="seal with another key from now on, as happens each week by itself")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--list", action="store_true", help="only say which backups there are")
    what.add_argument("--verify", metavar="NAME", nargs="?", const="", help="only check that all, or this one, are as they were made; 1 if one is not")
    what.add_argument("--prune", action="store_true", help="only delete those whose days have passed (every backup does so too)")
    parser.add_argument("--json", action="store_true", help="with --list: as JSON, for programs")


def restore_arguments(parser: ArgumentParser) -> None:
    """What `boxmalls restore` takes."""
    parser.add_argument("kind", choices=KINDS, help="the shop; or the safe, which is restored only when it is lost")
    parser.add_argument("name", nargs="?", default="latest", help="which backup, as `backup --list` says; the latest if left out")
    parser.add_argument("--until", metavar="TIME", type=_moment, help="bring a base backup to this moment, as 2026-11-22T15:04:05Z")
    parser.add_argument("--unsealed", action="store_true", help="take a backup that is not sealed; you answer for where it comes from")
    parser.add_argument("--yes", action="store_true", help="do not ask")


def backup(chosen: Namespace) -> int:
    """Take, list, verify or prune backups. 0: done; 1: it failed, or one is broken; 75: another is being made, try again."""
    from config.env import env

    kinds: tuple[Kind, ...] = (chosen.kind,) if chosen.kind else KINDS
    if chosen.list:
        print(listing(env) if chosen.json else _table(env, kinds))
        return 0
    if chosen.verify is not None:
        return _verify(env, kinds, chosen.verify)
    try:
        if chosen.prune:
            for kind in kinds:
                with only_backup(env, kind):
                    prune_all(env, kind, show=print)
            return 0
        with databases(env):
            for kind in kinds:
                if chosen.new_key:
                    key_for(env, kind, now(), another=True)
                back_up(env, kind, way="base" if chosen.base else "logical", show=_say, sealed=not chosen.unsealed)
            _say(run_step(env, "manage.py", "erasure_ledger", quiet=True).strip())
            if "safe" in kinds:
                _say(run_step(env, "manage.py", "keys", "destroy", quiet=True).strip())
    except Busy as busy:
        print(f"boxmalls: {busy}", file=sys.stderr)
        return TRY_AGAIN
    return 0


def restore(chosen: Namespace) -> int:
    """Restore the shop or the safe; it must be stopped."""
    from config.env import env

    found = find(env, chosen.kind, chosen.name)
    if not chosen.yes and not _agrees(chosen.kind, found.name):
        return 1
    bring_back(env, chosen.kind, found, until=chosen.until, show=_say, unsealed=chosen.unsealed)
    if found.manifest.way == "base":
        print("A new history begins: when it runs, take a base backup of it (boxmalls backup --base).")
    print("Now start the shop: boxmalls run. It opens when everybody who was erased since is erased again.")
    return 0


def _agrees(kind: Kind, name: str) -> bool:
    if not sys.stdin.isatty():
        raise Trouble(f"This replaces the {kind} with {name}. Say that you mean it: --yes")
    told = "Restore the safe only when it is lost: the newest keys are in it. " if kind == "safe" else ""
    return input(f"{told}Replace the {kind} with {name}? [yes/no] ").strip().lower() in ("y", "yes")


def _verify(env: Env, kinds: tuple[Kind, ...], name: str) -> int:
    broken = 0
    seen = [found for kind in kinds for found in backups(env, kind) if name in ("", found.name)]
    if name and not seen:
        raise Trouble(f"There is no backup {name!r}. There are: boxmalls backup --list")
    for found in seen:
        problems = list(problems_of(env, found))
        broken += bool(problems)
        print(f"{'BROKEN' if problems else 'whole ':<6}  {found.name}  {'; '.join(problems)}".rstrip())
    if "shop" in kinds and not name:
        print(run_step(env, "manage.py", "erasure_ledger", "--verify", quiet=True).strip())
    return BROKEN if broken else 0


def _table(env: Env, kinds: tuple[Kind, ...]) -> str:
    lines = []
    for kind in kinds:
        lines.append(f"{kind}, in {folder_of(env, kind)}, {env.backup_days if kind == 'safe' else env.shop_backup_days} days each:")
        for found in backups(env, kind):
            told = found.manifest
            sealed = "" if told.sealed else "  not sealed"
            over = "  over: boxmalls backup --prune" if is_over(env, found, datetime.now(UTC)) else ""
            lines.append(f"  {found.name:<34} {told.finished_at:%Y-%m-%d %H:%M} UTC  {in_words(found.size):>9}  PostgreSQL {told.postgresql}{sealed}{over}")
        if not backups(env, kind):
            lines.append("  (none)")
    return "\n".join(lines)


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _say(words: str) -> None:
    """Progress, with the time in front: at three in the morning nobody watches, and somebody reads it later."""
    if words:
        print(f"{time.strftime('%H:%M:%S')} {words}", file=sys.stderr, flush=True)
