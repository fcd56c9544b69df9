"""PostgreSQL's own programs, of the version of the server that they are to work on, told where it is without a password on the command line."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

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
            raise self._failed(program, done.stderr)
        return done.stdout

    @contextmanager
    def writes(self, program: str, *arguments: str | Path) -> "Iterator[IO[bytes]]":
        """
        What a program writes, as it writes it.

        :raises Trouble: with its own words, if it fails.
        """
        with self._started(program, *arguments, stdout=subprocess.PIPE) as (process, words):
            assert process.stdout is not None
            yield process.stdout
            process.stdout.close()
            if process.wait():
                raise self._failed(program, words())

    def reads(self, program: str, *arguments: str | Path, source: "IO[bytes]") -> None:
        """
        Let a program read a stream to its end; if the stream breaks, so does the program, before it takes what it has read for all.

        :raises Trouble: with its own words, if it fails.
        """
        with self._started(program, *arguments, stdin=subprocess.PIPE) as (process, words):
            assert process.stdin is not None
            try:
                shutil.copyfileobj(source, process.stdin, 1 << 20)
                process.stdin.close()
            except BrokenPipeError:
                while source.read(1 << 20):
                    """It has read enough; the rest must be authentic all the same."""
            if process.wait():
                raise self._failed(program, words())

    @contextmanager
    def _started(self, program: str, *arguments: str | Path, **pipes: int) -> "Iterator[tuple[subprocess.Popen[bytes], Callable[[], str]]]":
        """A program that ends with the block, killed if the block does not come to its end."""
        with TemporaryFile() as told:
            process = subprocess.Popen(self.command(program, *arguments), env=self.environment, stderr=told, **pipes)  # type: ignore[call-overload]

            def words() -> str:
                told.seek(0)
                return told.read().decode(errors="replace")

            try:
                yield process, words
            finally:
                if process.poll() is None:
                    process.kill()
                process.wait()
                for pipe in (process.stdin, process.stdout):
                    if pipe:
                        with suppress(BrokenPipeError):
                            pipe.close()

    def _failed(self, program: str, words: str) -> Trouble:
        return Trouble(f"{program} failed on the {self.kind}:\n{words.strip()[-2000:]}")


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
