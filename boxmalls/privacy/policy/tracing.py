"""
The way back: every address, column, cookie, task and outgoing connection serves a clause of the policy, or the product does not start.

Columns find their clauses by their declaration, cookies by theirs. Addresses, tasks, and modules that reach out are traced by each
room in its `promises.py`.
"""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.tasks import Task
from django.urls import URLPattern, URLResolver, get_resolver

from boxmalls.privacy.register import COOKIES, HOLDINGS
from boxmalls.privacy.register.points import SOURCES, module_name, modules_with

REACHES_OUT = {
    "socket", "http.client", "urllib.request", "smtplib", "imaplib", "poplib", "ftplib", "xmlrpc.client", "ssl",
    "requests", "httpx", "aiohttp", "urllib3", "websockets", "paramiko", "django.core.mail",
}  # fmt: skip
"""Modules with which a program talks to another machine."""

NOBODYS_DATA = "a machine that learns nothing about anybody"
"""At the other end of a connection: what leaves is about no person."""

type Clauses = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Traced:
    """One thing of the product, and the clauses that it serves; none is a fault."""

    kind: str
    name: str
    clauses: Clauses


@dataclass(slots=True)
class Trace:
    """What rooms say about their addresses, tasks and connections."""

    _routes: dict[str, Clauses] = field(default_factory=dict)
    _tasks: dict[str, Clauses] = field(default_factory=dict)
    _hosts: dict[str, tuple[str, Clauses]] = field(default_factory=dict)
    _setters: dict[str, frozenset[str]] = field(default_factory=dict)

    def routes(self, *beginnings: str, clauses: Clauses) -> None:
        """Addresses that begin so (`orders` is `/orders` and all below it); the longest beginning counts."""
        self._routes |= dict.fromkeys(beginnings, clauses)

    def tasks(self, *paths: str, clauses: Clauses) -> None:
        """Work outside requests: dotted paths of tasks, reactions and followers, or of the modules in which they stand."""
        self._tasks |= dict.fromkeys(paths, clauses)

    def host(self, module: str, *, recipient: str, clauses: Clauses) -> None:
        """A module that talks to another machine: who is there (the code of a recipient, or `NOBODYS_DATA`)."""
        self._hosts[module] = recipient, clauses

    def sets(self, module: str, cookies: str) -> None:
        """A module that sets these cookies."""
        self._setters[module] = frozenset(cookies.split())

    def of_route(self, route: str) -> Clauses:
        """The clauses that an address serves."""
        return _longest(self._routes, route, "/")

    def of_task(self, path: str) -> Clauses:
        """The clauses that a task serves."""
        return _longest(self._tasks, path, ".")

    def of_host(self, module: str) -> Clauses:
        """The clauses for which a module reaches out."""
        return self._hosts.get(module, ("", ()))[1]

    def recipient_of(self, module: str) -> str:
        """Who is at the other end."""
        return self._hosts.get(module, ("", ()))[0]

    def cookies_of(self, module: str) -> frozenset[str]:
        """Which cookies a module sets."""
        return self._setters.get(module, frozenset())


TRACE = Trace()


def everything(*, read_source: bool = True) -> Iterator[Traced]:
    """
    Every address, column, cookie, task and outgoing connection of the product, with its clauses.

    :param read_source: whether to read the source as well, where it alone tells: cookies that are set, tasks that nobody scheduled, connections.
    """
    yield from routes()
    yield from columns()
    yield from cookies(SOURCES if read_source else None)
    yield from tasks(SOURCES if read_source else None)
    yield from hosts(SOURCES) if read_source else ()


def unmapped(*, read_source: bool = True) -> list[Traced]:
    """What serves no clause."""
    return [each for each in everything(read_source=read_source) if not each.clauses]


def routes(patterns: Iterable[Any] | None = None, before: str = "") -> Iterator[Traced]:
    """Every address that the product answers."""
    for each in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(each, URLResolver):
            yield from routes(each.url_patterns, before + str(each.pattern))
        elif isinstance(each, URLPattern):
            route = before + str(each.pattern)
            yield Traced("route", f"/{route}", TRACE.of_route(route))


def columns() -> Iterator[Traced]:
    """Every column of every table: by the kind and the occasion that it is declared with, or as one that says nothing about anybody (1.2)."""
    for model in apps.get_models(include_auto_created=True):
        if not model._meta.proxy:
            yield from _columns_of(model)


def _columns_of(model: Any) -> Iterator[Traced]:
    label = model._meta.label
    holding, declared = HOLDINGS.get(label), HOLDINGS.columns_of(label) or frozenset()
    for column in (each.attname for each in model._meta.concrete_fields):
        clauses: Clauses = ("1.2",) if column in declared else ()
        if holding and column in holding.fields:
            category, purpose = holding.fields[column]
            clauses = category.clause, purpose.occasion.clause
        elif holding and column in declared:
            clauses = (*dict.fromkeys(purpose.occasion.clause for purpose in holding.purposes), "1.2")
        yield Traced("column", f"{label}.{column}", clauses)


def cookies(below: Path | None) -> Iterator[Traced]:
    """Every cookie that is declared, that the settings name, or that some line of the source sets."""
    named = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME, *(cookie.name for cookie in COOKIES)}
    for module, tree in _modules(below, "set_cookie", "set_signed_cookie"):
        named |= TRACE.cookies_of(module) | set(_cookies_set(tree, module, TRACE.cookies_of(module)))
    for name in sorted(named):
        cookie = COOKIES.get(name)
        clauses: Clauses = () if cookie is None else ("2.f", *(() if cookie.purpose is None else (cookie.purpose.occasion.clause,)))
        yield Traced("cookie", name, tuple(dict.fromkeys(clauses)))


def _cookies_set(tree: ast.Module, module: str, declared: frozenset[str]) -> Iterator[str]:
    """The names that a module gives to cookies; one that cannot be read off is named by its place, unless the module said what it sets."""
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
        if call.func.attr in ("set_cookie", "set_signed_cookie") and call.args:  # type: ignore[attr-defined]
            name = call.args[0]
            if isinstance(name, ast.Constant):
                yield str(name.value)
            elif not declared:
                yield f"set in {module}, line {call.lineno}"


def tasks(below: Path | None) -> Iterator[Traced]:
    """Every task, scheduled job, follower of the outbox and reaction."""
    from boxmalls.base.reactions import listeners
    from config.schedule import FOLLOWERS, SCHEDULE

    found = {entry.task for entry in SCHEDULE} | set(FOLLOWERS) | {path for paths in listeners().values() for path in paths}
    for module, _tree in _modules(below, "django.tasks"):
        found |= {f"{module}.{name}" for name, value in vars(import_module(module)).items() if isinstance(value, Task) and value.func.__module__ == module}
    yield from (Traced("task", path, TRACE.of_task(path)) for path in sorted(found))


def hosts(below: Path) -> Iterator[Traced]:
    """Every module that can talk to another machine."""
    for module, tree in _modules(below, *REACHES_OUT):
        if REACHES_OUT & set(_imported(tree)):
            yield Traced("host", f"{module} → {TRACE.recipient_of(module) or 'nobody knows'}", TRACE.of_host(module))


def _modules(below: Path | None, *words: str) -> Iterator[tuple[str, ast.Module]]:
    """The names and trees of the modules in a folder in which one of these words stands."""
    if below is not None:
        yield from ((module_name(path, below.parent), tree) for path, tree in modules_with(*words, below=below))


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


def _longest(known: dict[str, Clauses], name: str, between: str) -> Clauses:
    """What is said of the longest beginning of a name; a beginning ends where a part ends."""
    fitting = [beginning for beginning in known if name == beginning or (beginning and name.startswith(beginning.rstrip(between) + between))]
    return known[max(fitting, key=len)] if fitting else ()
