"""Who PostgreSQL runs as: it refuses root, so root lends it an account with no rights."""

import os
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ops.trouble import Trouble

USUAL = ("boxmalls", "postgres", "nobody")


@dataclass(frozen=True, slots=True)
class Account:
    """An account of the system, and what it can reach."""

    name: str
    uid: int
    gid: int

    @property
    def is_me(self) -> bool:
        """Whether this process already runs as it."""
        return self.uid == os.geteuid()

    @property
    def as_child(self) -> dict[str, Any]:
        """What :mod:`subprocess` needs to start a child as this account."""
        return {} if self.is_me else {"user": self.uid, "group": self.gid, "extra_groups": []}

    def give(self, path: Path) -> None:
        """Make it the owner of a file or folder."""
        if not self.is_me:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)

    def can_reach(self, path: Path) -> bool:
        """Whether it may pass all folders on the way, and read what is there."""
        if self.is_me:
            return os.access(path, os.R_OK | os.X_OK)
        return self.can_enter(path.parent) and self.can_enter(path.resolve().parent) and self._may(path, stat.S_IROTH)

    def can_enter(self, folder: Path) -> bool:
        """Whether it may pass through this folder and all above it, by this name and by the true one."""
        ways = (folder.absolute(), folder.resolve())
        return all(self._may(step, stat.S_IXOTH) for way in ways for step in (way, *way.parents))

    def _may(self, path: Path, bit: int) -> bool:
        if not path.exists():
            return True
        found = path.stat()
        if found.st_uid == self.uid:
            bit <<= 6
        elif found.st_gid == self.gid:
            bit <<= 3
        return bool(found.st_mode & bit)


def choose_account(*, wanted: str, data: Path) -> Account:
    """
    The account for the clusters whose data is in this folder.

    Not root: oneself. Root: the owner of the data that is there, else the wanted one, else the first of the usual.

    :raises Trouble: if there is no such account, or the data is somebody else's.
    """
    if os.geteuid() != 0:
        me = pwd.getpwuid(os.geteuid())
        if data.exists() and data.stat().st_uid != me.pw_uid:
            raise Trouble(f"{data} belongs to another account. Start the shop as that account, or set BOXMALLS_HOME to a folder of your own.")
        return _account(me)
    if data.exists() and data.stat().st_uid != 0:
        return _account(pwd.getpwuid(data.stat().st_uid))
    for name in (wanted,) if wanted else USUAL:
        try:
            return _account(pwd.getpwnam(name))
        except KeyError:
            continue
    raise Trouble(f"There is no account {wanted or ' or '.join(USUAL)} for PostgreSQL to run as. Make one, or name one in BOXMALLS_PG_ACCOUNT.")


def _account(entry: pwd.struct_passwd) -> Account:
    return Account(name=entry.pw_name, uid=entry.pw_uid, gid=entry.pw_gid)
