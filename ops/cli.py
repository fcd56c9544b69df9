"""The `boxmalls` command: each verb with its help. Django is loaded only by the verbs that need it."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence

from ops import verbs
from ops.backups import verbs as backups
from ops.trouble import Trouble

Verb = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the verb; troubles are told in words."""
    chosen, more = parser().parse_known_args(arguments)
    if more and not hasattr(chosen, "passes"):
        parser().error(f"unrecognized arguments: {' '.join(more)}")
    chosen.more = [word for word in more if word != "--"]
    try:
        sys.exit(chosen.verb(chosen))
    except Trouble as trouble:
        sys.exit(f"boxmalls: {trouble}")
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)


def parser() -> argparse.ArgumentParser:
    """All verbs and what they take."""
    top = argparse.ArgumentParser(prog="boxmalls", description="Open, look after and close a BoxMalls shop.", epilog="Variables and folders: docs/operating.md")
    add = top.add_subparsers(title="verbs", metavar="VERB", required=True)

    _verb(add, "run", verbs.run, "Start everything (databases, web, worker) and watch over it until Ctrl-C.")
    _verb(add, "stop", verbs.stop, "Stop the shop that runs from this folder, in order.")
    _verb(add, "status", verbs.status, "Say what runs, where, and from which folders.")
    _verb(add, "health", verbs.health, "Ask the running shop whether it is ready; the exit code tells, too.")
    _verb(add, "migrate", verbs.migrate, "Bring both databases up to date, and set the guards.")
    _verb(add, "demo", verbs.demo, "Load the demo's goods, sellers and people; running it again changes nothing.")
    register = _verb(add, "register", verbs.register, "Print the register of personal data: every table, every column.")
    register.add_argument("--json", action="store_true", help="as JSON, for programs")
    psql = _verb(add, "psql", verbs.psql, "Open a PostgreSQL shell on the shop's database, or on the safe; what else is given goes to psql, as -c 'select 1'.")
    psql.add_argument("--safe", action="store_true", help="the safe: keys and sign-in")
    psql.add_argument(
        "--role", choices=("app", "owner", "admin"), default="app", help="app reads and writes rows (default), owner changes tables, admin is the superuser"
    )
    psql.set_defaults(passes=True)
    manage = _verb(add, "manage", verbs.manage, "Run one of Django's commands with the databases at hand, as: manage showmigrations.")
    manage.add_argument("command", help="the command; what follows goes to it")
    manage.set_defaults(passes=True)
    site = _verb(add, "site", verbs.manage, "The sites: site list, site show CODE, site add FILE [--texts-of CODE], site bank CODE --holder … --bank ….")
    site.set_defaults(passes=True, command="site")
    asking = "Let the worker do scheduled work now, and wait for it: task NAME …. Without a name, say what is scheduled and when."
    _verb(add, "task", verbs.manage, asking).set_defaults(passes=True, command="task")
    journal = _verb(add, "journal", verbs.manage, "The journal of looks and changes: journal seal, journal verify, journal export FILE-OR-ADDRESS.")
    journal.set_defaults(passes=True, command="journal")
    receipt = _verb(add, "verify-receipt", verbs.manage, "Verify a signed receipt that somebody holds: verify-receipt FILE [--keys FILE] [--text FILE].")
    receipt.set_defaults(passes=True, command="verify_receipt")
    prove = _verb(
        add,
        "prove",
        verbs.prove,
        "Prove what the shop promises, against a small shop of its own that is opened for it and thrown away; 1 if anything is short.",
    )
    prove.add_argument("codes", nargs="*", metavar="CODE", help="only these proofs; all if none is named")
    prove.add_argument("--size", choices=("small", "full"), default="full", help="how much is tried: small takes a minute or two")
    prove.add_argument("--list", action="store_true", help="only say which proofs there are")
    keys = _verb(add, "keys", verbs.manage, "Key-encryption keys: keys status, keys check, keys roll [--now], keys destroy [--now], keys recovery.")
    keys.set_defaults(passes=True, command="keys")
    finding = "Bring a lost key-encryption key back from its sealed copy and the shares on paper, one a line on standard input."
    lost = _verb(add, "recover-key", verbs.recover_key, finding)
    lost.add_argument("copy", help="the sealed copy: kek.copy beside the backups of the safe")
    lost.add_argument("to", help="where the key was: KEK_FILE")
    taking = "Back up the shop and the safe while they run, each into its own folder, and delete what is over. For cron: exit 0, 1 or 75."
    backups.backup_arguments(_verb(add, "backup", backups.backup, taking))
    backups.restore_arguments(_verb(add, "restore", backups.restore, "Put a backup in the place of the shop, or of the safe; the shop must be stopped."))
    _verb(add, "version", verbs.version, "Print the versions of the product and what it stands on.")
    return top


def _verb(add: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, verb: Verb, meaning: str) -> argparse.ArgumentParser:
    made = add.add_parser(name, help=meaning, description=meaning)
    made.set_defaults(verb=verb)
    return made
