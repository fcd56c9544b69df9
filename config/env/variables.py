"""Every variable of the environment: its name, type, default and meaning. The table in docs/operating.md is made from this."""

# ruff: noqa: RUF009 -- a variable is a field with its meaning
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from config.env import parsers
from config.env.courier import CourierService, parse_couriers
from config.env.databases import Databases, DjangoDatabase, Role
from config.env.mail import Mail
from config.env.mailbox import Mailbox
from config.env.phone import PhoneLine
from config.env.secrets import SecretFile

PROJECT = Path(__file__).resolve().parents[2]

Kind = Literal["demo", "test", "production"]
Demo = Literal["full", "small"]


def variable(name: str, parse: Callable[[str], Any], meaning: str, *, default: Any = None, shown: str = "", secret: bool = False) -> Any:
    """
    Declare one variable as a field of :class:`Env`.

    :param shown: how the default reads in the manual, when it is worked out at start.
    :param secret: its value is left out when the whole is printed.
    """
    return field(repr=not secret, metadata={"name": name, "parse": parse, "help": meaning, "default": default, "shown": shown or default})


@dataclass(frozen=True, slots=True, kw_only=True)
class Env:
    """What the operator decided, as plain values."""

    kind: Kind = variable("BOXMALLS_ENV", parsers.one_of("demo", "test", "production"), "What this shop is for: demo, test or production.", default="demo")
    home: Path = variable(
        "BOXMALLS_HOME", parsers.folder, "The folder of this shop's data, keys, logs and mail.", default=PROJECT / ".boxmalls", shown=".boxmalls"
    )
    bind: str = variable("BIND", str, "The address that the web server listens on.", default="127.0.0.1")
    port: int = variable("PORT", parsers.port, "The port that the web server listens on.", default=8000)
    workers: int = variable(
        "WORKERS", parsers.positive, "How many web processes serve pages.", default=min(2, os.cpu_count() or 1), shown="one per core, at most 2"
    )
    public_hosts: tuple[str, ...] = variable(
        "PUBLIC_HOSTS", parsers.hosts, "The host names that the shop answers to, with commas between.", default=(".localhost", "localhost", "127.0.0.1")
    )
    admin_host: str = variable("ADMIN_HOST", str, "The host name that alone shows the emergency admin.", default="admin.localhost")
    tls_proxy_header: str = variable(
        "TLS_PROXY_HEADER", parsers.header, "The header in which your TLS proxy says the scheme, as X-Forwarded-Proto.", default=""
    )
    trusted_proxies: int = variable(
        "TRUSTED_PROXIES", parsers.positive, "How many proxies of yours in front add to X-Forwarded-For; tries are counted by what they saw.", default=0
    )
    database_url: str = variable(
        "DATABASE_URL", parsers.database_url, "A PostgreSQL 15 or newer for the shop; without it the shop starts its own.", default="", secret=True
    )
    safe_database_url: str = variable(
        "SAFE_DATABASE_URL", parsers.database_url, "A PostgreSQL on another server for keys and sign-in; goes with DATABASE_URL.", default="", secret=True
    )
    owner_database_url: str = variable(
        "OWNER_DATABASE_URL",
        parsers.database_url,
        "The shop's database as the role that owns its tables, for migrations.",
        default="",
        shown="DATABASE_URL",
        secret=True,
    )
    safe_owner_database_url: str = variable(
        "SAFE_OWNER_DATABASE_URL",
        parsers.database_url,
        "The safe's database as the role that owns its tables, for migrations.",
        default="",
        shown="SAFE_DATABASE_URL",
        secret=True,
    )
    role: Role = variable("BOXMALLS_DB_ROLE", parsers.one_of("app", "owner", "admin"), "The role that this process has in the databases.", default="app")
    pg_bin: Path | None = variable("BOXMALLS_PG_BIN", parsers.folder, "A folder with PostgreSQL's programs, to use instead of those found.")
    pg_account: str = variable(
        "BOXMALLS_PG_ACCOUNT", str, "The account that PostgreSQL runs as when root starts the shop.", default="", shown="boxmalls, postgres or nobody"
    )
    secret_key: str = variable("SECRET_KEY", str, "The key that signs cookies and links, 50 characters or more.", shown="made once (demo)", secret=True)
    kek_file: Path = variable(
        "KEK_FILE",
        parsers.file,
        "The file with the key that wraps all persons' keys: 32 random bytes in hex.",
        shown="keys/kek in the folder, made once (demo)",
    )
    kek_module: Path | None = variable(
        "KEK_PKCS11_MODULE", parsers.file, "The library of a PKCS#11 token that holds the key-encryption keys instead of KEK_FILE.", default=None
    )
    kek_token: str = variable("KEK_PKCS11_TOKEN", str, "The label of that token.", default="boxmalls")
    kek_pin_file: Path | None = variable("KEK_PKCS11_PIN_FILE", parsers.file, "The file with that token's user PIN.", default=None)
    backup_folder: Path = variable(
        "BACKUP_FOLDER", parsers.folder, "Where the shop's backups and the erasure ledger go; best on another disk.", shown="backups/shop in the folder"
    )
    safe_backup_folder: Path = variable(
        "SAFE_BACKUP_FOLDER", parsers.folder, "Where the safe's backups go, apart from the shop's.", shown="backups/safe in the folder"
    )
    backup_days: int = variable(
        "BACKUP_DAYS", parsers.days, "How many days a backup of the safe lives: no longer than the time within which you promise erasure.", default=30
    )
    shop_backup_days: int = variable("SHOP_BACKUP_DAYS", parsers.days, "How many days a backup of the shop lives.", default=30)
    backup_wal: bool = variable(
        "BACKUP_WAL", parsers.yes_or_no, "Keep a copy of every change as it happens, so that a base backup can be brought to any moment.", default=False
    )
    mail: Mail = variable(
        "EMAIL_URL",
        Mail.parse,
        "How mail leaves: smtp://user:password@host:587?tls=starttls, or file:///folder.",
        shown="mail/ in the folder (demo)",
        secret=True,
    )
    mailbox: Mailbox | None = variable(
        "PRIVACY_MAILBOX",
        Mailbox.parse,
        "The mailbox of the person in charge, read once a minute: imaps://user:password@host/INBOX. Without it requests by email are entered by hand.",
        secret=True,
    )
    relay_mailbox: Mailbox | None = variable(
        "RELAY_MAILBOX",
        Mailbox.parse,
        "The mailbox that takes everything sent to RELAY_DOMAIN, so that buyers and sellers write to each other by email without addresses. "
        "Mails are deleted from it once taken. Without it they write on the pages only.",
        secret=True,
    )
    relay_domain: str = variable(
        "RELAY_DOMAIN", parsers.host, "What stands behind the @ of those addresses.", default="", shown="relay. before the site's host"
    )
    relay_authserv: str = variable(
        "RELAY_AUTHSERV",
        parsers.host,
        "The name under which your receiving mail server writes Authentication-Results; with it, mails whose sender it did not find to be true are dropped.",
        default="",
    )
    phone_relay: PhoneLine | None = variable(
        "PHONE_RELAY",
        PhoneLine.parse,
        "The service that lends numbers, so that sellers call buyers without theirs: https://key:secret@host/v1?events=secret. "
        "Without it no seller sees any number, and none is asked for.",
        secret=True,
    )
    couriers: tuple[CourierService, ...] = variable(
        "COURIER",
        parse_couriers,
        "The courier that is told where parcels go, so that sellers need not know: https://key:secret@host/v1?events=secret&name=Post; with &codes=no "
        "if it cannot write labels itself. Several for several sites, with spaces between and &sites=eu,tw. Without it nothing is booked.",
        default=(),
        secret=True,
    )
    mail_from: str = variable("EMAIL_FROM", str, "The address that the shop's mail comes from.", default="BoxMalls <shop@localhost>")
    demo: Demo = variable(
        "BOXMALLS_DEMO",
        parsers.one_of("full", "small"),
        "How much a demo shop is filled with: full, or small, with a few photographed goods only.",
        default="full",
    )
    debug: bool = variable("DEBUG", parsers.yes_or_no, "Show error pages with their cause; never in production.", default=False)
    log_level: str = variable("LOG_LEVEL", parsers.log_level, "The least that is written to the logs.", default="INFO")

    @property
    def databases(self) -> dict[str, DjangoDatabase]:
        """Django's DATABASES, as the role of this process."""
        return self.databases_as(self.role)

    @property
    def owner_databases(self) -> dict[str, DjangoDatabase]:
        """The same two databases as the role that owns the tables and migrates."""
        return self.databases_as("owner")

    @property
    def admin_databases(self) -> dict[str, DjangoDatabase]:
        """The same as the superuser of the clusters that we start; the owner's where the databases are somebody else's."""
        return self.databases_as("admin")

    @property
    def kek_pin(self) -> str:
        """The PIN of the token."""
        return SecretFile(self.kek_pin_file).read() if self.kek_pin_file else ""

    @property
    def own_clusters(self) -> bool:
        """Whether we start PostgreSQL ourselves."""
        return not self.database_url

    @property
    def key_encryption_key(self) -> bytes:
        """The 32 bytes that wrap every person's key."""
        return bytes.fromhex(SecretFile(self.kek_file).read())

    def databases_as(self, role: Role) -> dict[str, DjangoDatabase]:
        """Both databases as one of their roles."""
        return Databases(
            home=self.home,
            urls={"default": self.database_url, "safe": self.safe_database_url},
            owner_urls={"default": self.owner_database_url, "safe": self.safe_owner_database_url},
        ).as_role(role)
