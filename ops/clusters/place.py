"""Where a cluster's files, its socket and its log are, so that the account it runs as can use them and nobody else."""

import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from ops.clusters.account import Account
from ops.trouble import Trouble

LONGEST_SOCKET_FOLDER = 107 - len("/.s.PGSQL.5432") - 1
BESIDE_HOME = Path("/var/lib/boxmalls")


@dataclass(frozen=True, slots=True)
class Place:
    """The folders of one cluster."""

    data: Path
    socket: Path
    settings: Path
    log: Path


def make_place(home: Path, name: str, account: Account) -> Place:
    """
    Make the folders of a cluster below the shop's own.

    Root may keep the shop where PostgreSQL's account cannot go (as /root); then `pg` is a link to a folder below
    /var/lib/boxmalls.
    """
    make_home(home)
    top = home / "pg"
    if not top.is_dir():
        _make_top(home, top, account)
    log = home / "log"
    log.mkdir(mode=0o700, exist_ok=True)
    top = top.resolve()
    return Place(data=top / name, socket=_socket_folder(top, name, account), settings=top / f"{name}.conf", log=log / f"{name}-database.log")


def make_home(home: Path) -> None:
    """The folder of the shop: others may pass through it, and see nothing."""
    try:
        home.mkdir(mode=0o711, parents=True, exist_ok=True)
        if home.stat().st_uid == os.geteuid():
            home.chmod(0o711)
    except OSError as error:
        raise Trouble(f"The shop's folder {home} cannot be made ({error.strerror}). Set BOXMALLS_HOME to a folder that you may write to.") from error
    if not os.access(home, os.W_OK):
        raise Trouble(f"The shop's folder {home} cannot be written to. Start as its owner, or set BOXMALLS_HOME to a folder of your own.")


def _make_top(home: Path, top: Path, account: Account) -> None:
    if account.is_me or account.can_enter(home):
        top.mkdir(mode=0o711)
        return
    top.unlink(missing_ok=True)
    BESIDE_HOME.mkdir(mode=0o711, parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(dir=BESIDE_HOME, prefix=f"{home.name.strip('.')}-"))
    beside.chmod(0o711)
    top.symlink_to(beside)


def _socket_folder(top: Path, name: str, account: Account) -> Path:
    folder = top / f"{name}.socket"
    if folder.is_symlink() and not _is_private(folder.resolve(), account):
        folder.unlink()
    if not folder.exists():
        if len(os.fsencode(folder)) <= LONGEST_SOCKET_FOLDER:
            folder.mkdir(mode=0o700)
            account.give(folder)
        else:
            short = Path(tempfile.mkdtemp(dir="/tmp", prefix="boxmalls-"))
            account.give(short)
            folder.symlink_to(short)
    return folder.resolve()


def _is_private(folder: Path, account: Account) -> bool:
    if not folder.is_dir() or folder.is_symlink():
        return False
    found = folder.stat()
    return found.st_uid == account.uid and found.st_mode & 0o777 == 0o700


def remove_place(home: Path) -> None:
    """Remove the clusters of a folder, wherever they are; for suites."""
    top = home / "pg"
    for link in top.glob("*.socket") if top.exists() else ():
        if link.is_symlink():
            shutil.rmtree(link.resolve(), ignore_errors=True)
    if top.is_symlink():
        shutil.rmtree(top.resolve(), ignore_errors=True)
    shutil.rmtree(home, ignore_errors=True)
