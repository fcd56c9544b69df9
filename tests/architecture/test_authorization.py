"""
Who may what: every address, tried by six people.

`authorization.txt` beside this file is the matrix. An address that does not stand in it fails, and so does a line for
an address that is not there. To see what an address answers now, run this file with `-s --tb=no` and read the differences.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver

from tests.architecture.world import ROLES, World, make_world

pytestmark = pytest.mark.django_db(databases=["default", "safe"])
MATRIX = Path(__file__).with_name("authorization.txt")
SIGN_IN = "/accounts/login/"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the matrix: what each role is answered when it asks for a route."""

    method: str
    route: str
    answers: dict[str, str]


def read_matrix() -> list[Line]:
    """The lines that are not comments."""
    rows = [line.split() for line in MATRIX.read_text(encoding="utf-8").splitlines() if line.strip() and not line.startswith("#")]
    return [Line(row[0], row[1].removeprefix("/"), dict(zip(ROLES, row[2:], strict=True))) for row in rows]


def routes(patterns: list[Any] | None = None, before: str = "") -> Iterator[tuple[str, Any]]:
    """Every address that the product answers, with its view."""
    for each in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(each, URLResolver):
            yield from routes(each.url_patterns, before + str(each.pattern))
        elif isinstance(each, URLPattern):
            yield before + str(each.pattern), each.callback


def answer_in_a_word(response: Any) -> str:
    """`in`, `sign-in`, `no` or `none`: whether somebody was let in, sent to sign in, refused, or told that there is nothing."""
    if response.status_code == 401 or response.headers.get("Location", "").startswith(SIGN_IN):
        return "sign-in"
    return {403: "no", 404: "none"}.get(response.status_code, "in" if response.status_code < 500 else "broken")


def tried(world: World, role: str, line: Line) -> str:
    """What this role is answered; nothing that it changes stays."""
    with undone("default"), undone("safe"):
        return answer_in_a_word(world.ask(role, line.method, line.route))


@contextmanager
def undone(using: str) -> Iterator[None]:
    """A part of the test's own transaction that is taken back; what insists on an outermost transaction may stand in it."""
    block = transaction.atomic(using=using)
    block._from_testcase = True
    with block:
        yield
        transaction.set_rollback(True, using=using)


def test_every_address_says_to_whom_it_is_open() -> None:
    assert [route for route, view in routes() if not getattr(view, "open_to", None)] == []


def test_every_address_stands_in_the_matrix_and_nothing_else_does() -> None:
    declared, there = {line.route for line in read_matrix()}, {route for route, _view in routes()}
    assert there - declared == set(), "Write a line for each of these in authorization.txt."
    assert declared - there == set(), "Nothing answers at these any more."


def test_no_line_is_written_twice() -> None:
    keys = [(line.method, line.route) for line in read_matrix()]
    assert len(keys) == len(set(keys))


def test_the_matrix_agrees_with_what_the_views_declare() -> None:
    """Where a view is for nobody in particular anybody is let in, and nowhere else."""
    views = dict(routes())
    for line in read_matrix():
        if "anyone" not in views[line.route].open_to:
            assert line.answers["anonymous"] == "sign-in", line


def test_every_role_is_answered_as_the_matrix_says() -> None:
    world = make_world()
    differences = []
    for line in read_matrix():
        found = {role: tried(world, role, line) for role in ROLES}
        if found != line.answers:
            differences.append(f"{line.method:4} /{line.route:64} " + " ".join(f"{found[role]:8}" for role in ROLES))
    assert not differences, "It answers, and the matrix says otherwise:\n" + "\n".join(differences)
