"""
The way back: every address, column, cookie, task and outgoing connection serves a clause of the policy, or the product does not start.

Columns find their clauses by their declaration, cookies by theirs. Each address, each task and each place that reaches out is named
once, with its clauses, in the `promises.py` of its room: nothing is covered because something else is.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import Field
from django.tasks import Task
from django.urls import URLPattern, URLResolver, get_resolver

from boxmalls.privacy.register import COOKIES, HOLDINGS
from boxmalls.privacy.register.points import SOURCES, module_name, modules_with

from . import keeping, reaching

SHIPPED = ("boxmalls", "config", "ops", "demo")
"""Whose source is read: all that runs in a shop."""

DOOR = "boxmalls.accounts.emergency.urls"
DOOR_PAGES = {"", "add/", "<path:object_id>/", "<path:object_id>/history/", "<path:object_id>/change/", "<path:object_id>/delete/"}
"""The emergency door has these for every table; what they show is declared column by column."""

PLAIN = Path(__file__).with_name("plain.txt")

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
    _hosts: dict[str, dict[str, Clauses]] = field(default_factory=dict)
    _setters: dict[str, frozenset[str]] = field(default_factory=dict)

    def routes(self, table: str) -> None:
        """
        Name addresses with the clauses that they serve, a line for each set of clauses: `2.i 3.1.h  /cart /cart/lines`.

        A line without clauses goes on with those of the line above it.
        """
        _put(self._routes, table)

    def tasks(self, table: str) -> None:
        """Name work outside requests in the same way: dotted paths of tasks, reactions and followers."""
        _put(self._tasks, table)

    def host(self, *places: str, recipient: str, clauses: Clauses) -> None:
        """
        Modules, or other files, that talk to somebody.

        :param recipient: who is there: the code of a recipient, or one of those at home (see `reaching.py`), who learn nothing new.
        """
        for place in places:
            self._hosts.setdefault(place, {})[recipient] = clauses

    def sets(self, place: str, names: str) -> None:
        """A module or script that puts these on a device, or, with none, only takes away."""
        self._setters[place] = frozenset(names.split())

    def of_route(self, route: str) -> Clauses:
        """The clauses that an address serves."""
        return self._routes.get(route, ())

    def of_task(self, path: str) -> Clauses:
        """The clauses that a task serves."""
        return self._tasks.get(path, ())

    def recipients_of(self, place: str) -> dict[str, Clauses]:
        """Who is at the other end, and for which clauses."""
        return self._hosts.get(place, {})

    def set_by(self, place: str) -> frozenset[str] | None:
        """What a place puts on devices; None if it never said."""
        return self._setters.get(place)

    def gone(self) -> list[str]:
        """What is named, and is not there (any more)."""
        there = {each.name for each in (*routes(), *tasks(SOURCES))}
        places = {place for root in roots() for place, _ways in reaching.ways_out(root)}
        setters = {place for root in (*roots(), *libraries()) for place, *_rest in keeping.settings_of(root)}
        words = {f"{model._meta.label}.{each.attname}" for model in apps.get_models(include_auto_created=True) for each in model._meta.concrete_fields}
        named = {*self._routes, *self._tasks, *plain_words()}
        return sorted((named - there - words) | (set(self._hosts) - places) | (set(self._setters) - setters))


TRACE = Trace()


def everything(*, read_source: bool = True) -> Iterator[Traced]:
    """
    Every address, column, cookie, task and outgoing connection of the product, with its clauses.

    :param read_source: whether to read the source as well, where it alone tells: cookies that are set, tasks that nobody scheduled, connections.
    """
    yield from routes()
    yield from columns()
    yield from cookies(*((*roots(), *libraries()) if read_source else ()))
    yield from tasks(SOURCES if read_source else None)
    yield from hosts(*roots()) if read_source else ()


def unmapped(*, read_source: bool = True) -> list[Traced]:
    """What serves no clause."""
    return [each for each in everything(read_source=read_source) if not each.clauses]


def lines_to_add(found: Iterable[Traced]) -> str:
    """What to write for things that serve no clause, once somebody knows which."""
    said = {
        "route": "TRACE.routes: CLAUSES  {}",
        "task": "TRACE.tasks: CLAUSES  {}",
        "column": "personal_data.py, or how it is known to say nothing of anybody, in privacy/policy/plain.txt: {}",
        "cookie": "COOKIES.declare, and TRACE.sets where its name is not written: {}",
        "host": "TRACE.host(…, recipient=…, clauses=…): {}",
    }
    return "\n".join(said[each.kind].format(each.name) for each in found)


def roots() -> list[Path]:
    """The folders of what is shipped; what the rooms' house does (commands, settings, the demo) is said in `ops/promises.py`."""
    import_module("ops.promises")
    return [SOURCES.parent / name for name in (*SHIPPED, "bin") if (SOURCES.parent / name).is_dir()]


@cache
def libraries() -> list[Path]:
    """The folders of the libraries that stand among our apps and middlewares: they answer requests, so they could set cookies."""
    names = {name.rpartition(".")[0] if name[0].islower() and name.rpartition(".")[2][0].isupper() else name for name in settings.MIDDLEWARE}
    names |= {config.name for config in apps.get_app_configs()}
    files = {Path(str(import_module(name).__file__)) for name in names if not name.startswith("boxmalls.")}
    folders = {file.parent for file in files}
    return sorted(folder for folder in folders if not folders & set(folder.parents))


def routes(patterns: Iterable[Any] | None = None, before: str = "/") -> Iterator[Traced]:
    """Every address that the product answers: at its pages, at the emergency door, and ahead of Django."""
    if patterns is not None:
        yield from (Traced("route", route, TRACE.of_route(route)) for route in _addresses(patterns, before))
        return
    yield from routes(get_resolver().url_patterns)
    yield from (Traced("route", route, TRACE.of_route(route)) for route in (settings.STATIC_URL, "/assets/", "/media/"))
    yield from _door_routes()


def _door_routes() -> Iterator[Traced]:
    tables = {f"{model._meta.app_label}/{model._meta.model_name}/" for model in apps.get_models()}
    for address in _addresses(get_resolver(DOOR).url_patterns, ""):
        route = "<app_label>/" if address.startswith("^(?P<app_label>") else address
        app, _slash, rest = route.partition("/")
        model, _slash, page = rest.partition("/")
        of_a_table = f"{app}/{model}/" in tables and page in DOOR_PAGES
        yield Traced("route", f"emergency:/{route}", ("1.2",) if of_a_table else TRACE.of_route(f"emergency:/{route}"))


def _addresses(patterns: Iterable[Any], before: str) -> Iterator[str]:
    for each in patterns:
        if isinstance(each, URLResolver):
            yield from _addresses(each.url_patterns, before + str(each.pattern))
        elif isinstance(each, URLPattern):
            yield before + str(each.pattern)


def columns() -> Iterator[Traced]:
    """
    Every column of every table, by the kind and the occasion that it is declared with.

    One that says nothing about anybody serves 1.2, which says what is personal; one in which words could stand, or a person's number in a table
    about nobody, only if `plain.txt` says how that is known.
    """
    for model in apps.get_models(include_auto_created=True):
        if not model._meta.proxy:
            yield from _columns_of(model)


def _columns_of(model: Any) -> Iterator[Traced]:
    label = model._meta.label
    holding, declared = HOLDINGS.get(label), HOLDINGS.columns_of(label) or frozenset()
    for each in model._meta.concrete_fields:
        column = each.attname
        known = column in declared and (f"{label}.{column}" in plain_words() or not could_tell(each, of_a_person=holding is not None))
        clauses: Clauses = ("1.2",) if known else ()
        if holding and column in holding.fields:
            category, purpose = holding.fields[column]
            clauses = category.clause, purpose.occasion.clause
        elif holding and known:
            clauses = (*dict.fromkeys(purpose.occasion.clause for purpose in holding.purposes), "1.2")
        yield Traced("column", f"{label}.{column}", clauses)


NUMBERS_AND_DAYS = ("IntegerField", "AutoField", "DateField", "DateTimeField", "TimeField", "DurationField", "BooleanField", "DecimalField", "UUIDField")


def could_tell(column: "Field[Any, Any]", *, of_a_person: bool) -> bool:
    """Whether something about a person could stand in a column: words, bytes, or, in a table about nobody, whose row it is."""
    if column.is_relation:
        return not of_a_person and column.related_model._meta.label in ("privacy.Person", "signin.User")  # type: ignore[union-attr]
    return not column.choices and column.name != "pk" and not column.get_internal_type().endswith(NUMBERS_AND_DAYS)


@cache
def plain_words() -> dict[str, str]:
    """Columns that could tell and do not: `table.column` → how that is known."""
    said: dict[str, str] = {}
    why = ""
    for line in PLAIN.read_text(encoding="utf-8").splitlines():
        if line.startswith("  "):
            label, _space, names = line.strip().partition(" ")
            said |= {f"{label}.{name}": why for name in names.split()}
        elif not line.startswith("#"):
            why = line.strip()
    return said


def cookies(*folders: Path) -> Iterator[Traced]:
    """Every cookie, and all else on a device, that is declared, that the settings name, or that some line of the source sets."""
    named = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME, *(cookie.name for cookie in COOKIES)}
    for folder in folders:
        for place, line, name, kind in keeping.settings_of(folder):
            said = TRACE.set_by(place)
            fits = said is not None and (not said or kind in {cookie.kind for cookie in COOKIES if cookie.name in said})
            named |= {name} if name else said if said is not None and fits else {f"set in {place}, line {line}"}
    for name in sorted(named):
        cookie = COOKIES.get(name)
        clauses: Clauses = () if cookie is None else ("2.f", *(() if cookie.purpose is None else (cookie.purpose.occasion.clause,)))
        yield Traced("cookie", name, tuple(dict.fromkeys(clauses)))


def tasks(below: Path | None) -> Iterator[Traced]:
    """Every task, scheduled job, follower of the outbox and reaction."""
    from boxmalls.base.reactions import listeners
    from config.schedule import FOLLOWERS, SCHEDULE

    found = {entry.task for entry in SCHEDULE} | set(FOLLOWERS) | {path for paths in listeners().values() for path in paths}
    for path, _tree in modules_with("django.tasks", below=below) if below else ():
        module = module_name(path, below.parent) if below else ""
        found |= {f"{module}.{name}" for name, value in vars(import_module(module)).items() if isinstance(value, Task) and value.func.__module__ == module}
    yield from (Traced("task", path, TRACE.of_task(path)) for path in sorted(found))


def hosts(*folders: Path) -> Iterator[Traced]:
    """Every module and file that can talk to another machine or start a program, and to whom it says it does."""
    for folder in folders:
        for place, ways in reaching.ways_out(folder):
            said = TRACE.recipients_of(place)
            for recipient, clauses in said.items():
                if any(reaching.leads(way, recipient) for way in ways):
                    yield Traced("host", f"{place} → {recipient}", clauses)
            for way in ways:
                if not any(reaching.leads(way, recipient) for recipient in said):
                    yield Traced("host", f"{place} by {way} → nobody knows", ())


def _put(known: dict[str, Clauses], table: str) -> None:
    clauses: Clauses = ()
    for words in filter(None, map(str.split, table.splitlines())):
        said = tuple(word for word in words if word[0].isdigit())
        clauses = said or clauses
        for name in words[len(said) :]:
            if name in known or not clauses:
                raise ValueError(f"{name} is named twice, or serves no clause.")
            known[name] = clauses
