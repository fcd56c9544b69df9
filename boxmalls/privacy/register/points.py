"""Where data comes in: the verbs that collect for each purpose, read from the source itself, so that no list can lag behind."""

import ast
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import boxmalls

from .declarations import Purpose

SOURCES = Path(boxmalls.__file__).parent
GATES = {"collecting", "collecting_sql"}
LEFT_OUT = {"tests", "migrations", "testing.py"}


@cache
def collection_points() -> dict[str, list[str]]:
    """The code of a purpose → the functions that collect for it, by their dotted paths."""
    found: dict[str, set[str]] = {}
    for path, tree in modules_with("collecting"):
        module = module_name(path)
        for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
            for name in _purposes_in(function):
                purpose = getattr(import_module(module), name, None)
                if isinstance(purpose, Purpose):
                    found.setdefault(purpose.code, set()).add(f"{module.removeprefix('boxmalls.')}.{function.name}")
    return {code: sorted(verbs) for code, verbs in sorted(found.items())}


def modules_with(*words: str, below: Path = SOURCES) -> Iterator[tuple[Path, ast.Module]]:
    """Every module of the product in whose source one of these words stands, with its tree; tests and migrations are left out."""
    for path in sorted(below.rglob("*.py")):
        if not LEFT_OUT & set(path.relative_to(below).parts):
            text = path.read_text(encoding="utf-8")
            if any(word in text for word in words):
                yield path, ast.parse(text)


def module_name(path: Path, below: Path = SOURCES.parent) -> str:
    """The dotted name of a source file."""
    return ".".join(path.relative_to(below).with_suffix("").parts).removesuffix(".__init__")


def _purposes_in(function: ast.FunctionDef) -> Iterator[str]:
    """The names that are given first to `collecting` in a function."""
    for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
        if isinstance(call.func, ast.Name) and call.func.id in GATES and call.args and isinstance(call.args[0], ast.Name):
            yield call.args[0].id
