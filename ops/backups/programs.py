"""PostgreSQL's own programs, of the version of the server that they are to work on, told where it is without a password on the command line."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import make_conninfo

from config.env import Env
from config.env.databases import DjangoDatabase
from ops.backups.folders import ALIAS, Kind
from ops.clusters.binaries import find_for_server
from ops.trouble import Trouble


@dataclass(frozen=True, slots=True)
class Server:
    """One of the two servers, as its superuser (or as the tables' owner where it is somebody else's)."""

    kind: Kind
    where: DjangoDatabase
    folder: Path
    version: str

    @property
    def database(self) -> str:
        """The name of the database."""
        return str(self.where["NAME"])

    def address(self, database: str | None = None) -> str:
        """Where it is, in libpq's words; the password comes by the environment."""
        return address_of(self.where, database)

    def connect(self, database: str | None = None) -> "psycopg.Connection[tuple[Any, ...]]":
        """A connection, each statement its own transaction."""
        return connect(self.where, database)

    def command(self, program: str, *arguments: str | Path) -> list[str]:
        """A program of this server's version."""
        return [str(self.folder / program), *map(str, arguments)]

    @property
    def environment(self) -> dict[str, str]:
        """What such a program needs to know and others may not see."""
        return {**os.environ, "PGPASSWORD": self.where["PASSWORD"], "PGAPPNAME": "boxmalls backup"}

    def run(self, program: str, *arguments: str | Path) -> str:
        """
        Run a program to its end.

        :raises Trouble: with its own words, if it fails.
        """
        done = subprocess.run(self.command(program, *arguments), env=self.environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise Trouble(f"{program} failed on the {self.kind}:\n{done.stderr.strip()[-2000:]}")
        return done.stdout


def server_of(env: Env, kind: Kind) -> Server:
    """
    The server of the shop or of the safe; it must run.

    :raises Trouble: if it does not answer, or programs of its version are not here.
    """
    where = env.admin_databases[ALIAS[kind]]
    asked = Server(kind, where, Path(), "")
    try:
        with asked.connect() as wire:
            number = wire.info.server_version
    except psycopg.OperationalError as error:
        raise Trouble(f"The database of the {kind} does not answer: {error}".strip()) from error
    binaries = find_for_server(number // 10000, named=env.pg_bin)
    return Server(kind, where, binaries.folder, binaries.version)


def address_of(where: DjangoDatabase, database: str | None = None) -> str:
    """A database in libpq's words, without its password."""
    options = {name: value for name, value in where.get("OPTIONS", {}).items() if isinstance(value, str)}
    return make_conninfo(host=where["HOST"], port=where["PORT"], user=where["USER"], dbname=database or where["NAME"], **options)


def connect(where: DjangoDatabase, database: str | None = None) -> "psycopg.Connection[tuple[Any, ...]]":
    """A connection, each statement its own transaction."""
    return psycopg.connect(address_of(where, database), password=where["PASSWORD"], autocommit=True)
