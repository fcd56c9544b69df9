"""
How the product reaches out, read from its source: imports, calls, names in settings, programs, scripts, pages, SQL.

A place that has one of these ways says in a `promises.py` who is at its other end; a way that does not lead there is a fault.
"""

import ast
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from boxmalls.privacy.register.points import LEFT_OUT, module_name

NOBODYS_DATA = "a machine that learns nothing about anybody"
OWN_DATABASE = "the shop's own databases"
ITSELF = "the shop itself"
THIS_MACHINE = "programs of this machine"
AT_HOME = frozenset({NOBODYS_DATA, OWN_DATABASE, ITSELF, THIS_MACHINE})
"""Who is at the other end and is no recipient."""

PROGRAMS = ("subprocess", "multiprocessing", "pty", "ctypes", "cffi", "webbrowser", "os.system", "os.popen", "os.exec", "os.spawn", "os.posix_spawn")
DATABASES = ("psycopg", "psycopg_pool")
WEB = ("http.client", "urllib.request", "socket", "_socket", "socketserver", "http.server", "fetch")
MAIL = ("smtplib", "imaplib", "poplib", "django.core.mail", "ssl")
OTHER = (
    "ftplib", "xmlrpc", "wsgiref", "asyncio.streams", "logging.handlers", "urllib.robotparser",
    "pyarrow.fs", "pyarrow.flight", "allauth.socialaccount", "django.contrib.gis", "django.core.cache.backends.redis",
)  # fmt: skip
MODULES = (*(name for name in PROGRAMS if not name.startswith("os.")), *DATABASES, *(name for name in WEB if name != "fetch"), *MAIL, *OTHER)
"""Modules that open connections or start programs."""

HARMLESS = (
    "psycopg.errors",
    "psycopg.sql",
    "psycopg.pq",
    "psycopg.types",
    "psycopg.conninfo",
    "psycopg.rows",
    "psycopg.Error",
    "psycopg.OperationalError",
    "socket.io",
    "allauth.socialaccount.sessions",
)
"""Parts of those that do not."""

LIBRARIES = frozenset({
    "PIL", "allauth", "argon2", "asgiref", "babel", "barcode", "cryptography", "django", "granian", "holidays", "jinja2", "markupsafe",
    "pkcs11", "procrastinate", "pyarrow", "rich", "tantivy", "whitenoise",
})  # fmt: skip
"""Libraries that were looked at: beside what is named above they talk to nobody, but to the shop's own databases or to a token on this machine."""

OURS = frozenset({"boxmalls", "config", "ops", "demo", "proofs", "tests", "bench", "limits"})
CALLS = re.compile(
    r"open_connection|open_unix_connection|create_connection|create_unix_connection|create_datagram_endpoint|sock_connect"
    r"|create_subprocess_exec|create_subprocess_shell|subprocess_exec|subprocess_shell|getaddrinfo"
)
"""What an event loop or a library is asked for, under whatever name it was imported."""

SYSTEM = re.compile(r"(system|popen|exec[lv]p?e?|spawn[lv]p?e?|posix_spawnp?)")
STRANGERS = re.compile(r"(curl|wget|nc|ncat|netcat|socat|telnet|s?ftp|ssh|scp|rsync|git|pip|uv|npm|apt|apt-get|docker)")
"""Programs that talk to another machine."""

PRE = re.compile(
    rf"{'|'.join(map(re.escape, MODULES))}|{CALLS.pattern}|from (?:urllib|http|django\.core|pyarrow|allauth|logging)\b|\bos\b|import_module|__import__"
)
IMPORTS = re.compile(r"(?:^|;)[ \t]*(?:from[ \t]+(\w[\w.]*)|import[ \t]+(\w[\w., \t]*))", re.MULTILINE)
SCRIPT = re.compile(r"\b(?:fetch|importScripts|import)\s*\(|XMLHttpRequest|WebSocket|WebTransport|EventSource|sendBeacon|RTCPeerConnection")
ELSEWHERE = re.compile(r"""["'`](?:https?:|wss?:)?//(?!www\.w3\.org/)[\w$]""")
LOADED = re.compile(r"""([\w-]+)\s*=\s*["']\s*(?:https?:)?//|url\(\s*["']?(?:https?:)?//|@import\s+["'](?:https?:)?//|http-equiv=["']refresh["'][^>]*url=""")
FOLLOWED = {"href", "cite", "xmlns", "itemtype", "xlink", "property", "content"}
"""What a page names for people to follow; of `<link>` it is loaded."""
SQL = re.compile(r"\b(?:dblink\w*|postgres_fdw|create\s+subscription|(?:to|from)\s+program)\b", re.IGNORECASE)
THEMSELVES = {Path(__file__), Path(__file__).with_name("keeping.py")}
"""Name every way, and go none."""

SCRIPTS, PAGES = {".js", ".mjs"}, {".html", ".css", ".svg", ".xml", ".jinja"}


def leads(way: str, recipient: str) -> bool:
    """Whether a way can lead to somebody: mail goes by mail, and to a program of this machine nothing goes by the web."""
    if way.startswith("the program "):
        return recipient == NOBODYS_DATA
    if recipient == "mail-server":
        return _among(way, MAIL)
    kept = {THIS_MACHINE: PROGRAMS, OWN_DATABASE: DATABASES, ITSELF: WEB}.get(recipient)
    return _among(way, kept) if kept is not None else not _among(way, (*MAIL, *DATABASES, *PROGRAMS)) or way == "ssl"


@cache
def ways_out(root: Path) -> list[tuple[str, list[str]]]:
    """Every module and file of a folder that has a way out, and its ways."""
    return list(_read(root))


def _read(root: Path) -> Iterator[tuple[str, list[str]]]:
    for path in sorted(root.rglob("*")):
        if LEFT_OUT & set(path.relative_to(root).parts) or path in THEMSELVES or not path.is_file():
            continue
        ways = sorted(set(_ways_of(path)))
        if ways:
            yield (module_name(path, root.parent) if path.suffix == ".py" else path.relative_to(root.parent).as_posix()), ways


def _ways_of(path: Path) -> Iterator[str]:
    if path.suffix == ".py":
        yield from _ways_of_module(path.read_text(encoding="utf-8"))
    elif path.suffix in SCRIPTS:
        text = path.read_text(encoding="utf-8")
        yield from ["fetch"] if SCRIPT.search(text) else []
        yield from ["an address elsewhere"] if ELSEWHERE.search(text) else []
    elif path.suffix in PAGES:
        yield from ["an address elsewhere"] if _loads(path.read_text(encoding="utf-8")) else []
    elif path.suffix == ".sql":
        yield from ["SQL"] if SQL.search(path.read_text(encoding="utf-8")) else []
    elif path.suffix == ".sh" or path.parent.name == "bin":
        words = path.read_text(encoding="utf-8")
        yield "subprocess"
        yield from (f"the program {name}" for name in STRANGERS.findall(words) if re.search(rf"(?<![\w./-]){name}(?![\w./-])", words))


def _loads(text: str) -> bool:
    """Whether a page has its reader's browser fetch something from elsewhere, without anybody following a link."""
    for found in LOADED.finditer(text):
        tag = text[text.rfind("<", 0, found.start()) + 1 :].partition(" ")[0]
        if (found[1] or "") not in FOLLOWED or (tag == "link" and found[1] == "href"):
            return True
    return False


def _ways_of_module(text: str) -> Iterator[str]:
    imported = {name.strip().split(".")[0].split(" ")[0] for pair in IMPORTS.findall(text) for names in pair for name in names.split(",") if name.strip()}
    strange = imported - LIBRARIES - OURS - set(sys.stdlib_module_names) - set(DATABASES)
    if not strange and not PRE.search(text) and not SQL.search(text):
        return
    tree = ast.parse(text)
    names_of_os = _names_of_os(tree)
    found = {way for node in ast.walk(tree) for way in _ways_at(node, names_of_os)}
    yield from found
    yield from strange & _imported(tree)
    if any(_among(way, PROGRAMS) for way in found):
        yield from (f"the program {name}" for name in _strangers(tree))


def _ways_at(node: ast.AST, names_of_os: set[str]) -> Iterator[str]:
    """The ways out that a part of a module imports, calls by a name that tells, or names in words."""
    said: list[str] = []
    if isinstance(node, ast.Import):
        said = [name.name for name in node.names]
    elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
        said = [f"{node.module}.{name.name}" for name in node.names]
    elif isinstance(node, ast.Attribute):
        of_os = isinstance(node.value, ast.Name) and node.value.id in names_of_os
        said = [f"os.{node.attr}" if of_os else f".{node.attr}"]
    elif isinstance(node, ast.Call) and _called(node) in ("import_module", "__import__"):
        said = [str(each.value) for each in node.args[:1] if isinstance(each, ast.Constant)]
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        said = [node.value] if re.fullmatch(r"[a-z_]+(\.\w+)+", node.value) else [f".{node.value}"]
        yield from ["SQL"] if SQL.search(node.value) else []
    yield from filter(None, map(_way, said))


def _imported(tree: ast.Module) -> set[str]:
    nodes = list(ast.walk(tree))
    said = [name.name for node in nodes if isinstance(node, ast.Import) for name in node.names]
    said += [node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module and not node.level]
    return {name.partition(".")[0] for name in said}


def _way(name: str) -> str:
    """The way that a name is, if it is one."""
    before, _dot, last = name.rpartition(".")
    if CALLS.fullmatch(last):
        return f"asyncio.streams.{last}"
    if before == "os" and SYSTEM.fullmatch(last):
        return name
    return "" if _among(name, HARMLESS) else next((way for way in MODULES if _among(name, (way,))), "")


def _names_of_os(tree: ast.Module) -> set[str]:
    return {name.asname or "os" for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names if name.name == "os"}


def _called(node: ast.Call) -> str:
    return str(getattr(node.func, "attr", getattr(node.func, "id", "")))


def _strangers(tree: ast.Module) -> set[str]:
    """Programs that talk to others, where a program is named: a word by itself, or the first of a command."""
    said = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.strip())
    return {word for word in (words.split()[0].rpartition("/")[2] for words in said) if STRANGERS.fullmatch(word)}


def _among(name: str, ways: tuple[str, ...]) -> bool:
    return any(name == way or name.startswith(f"{way}.") or (way.startswith("os.") and name.startswith(way)) for way in ways)
