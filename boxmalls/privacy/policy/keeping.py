"""What the product puts on devices, read from its source: cookies however they are set, and what scripts keep."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from boxmalls.privacy.register import Kind
from boxmalls.privacy.register.points import LEFT_OUT, module_name

from .reaching import THEMSELVES

PRE = re.compile(r"set_cookie|set_signed_cookie|\.cookies\b|SimpleCookie|BaseCookie|set-cookie", re.IGNORECASE)
SCRIPT = re.compile(
    r"\.cookie\b|\[[\"'`]cookie[\"'`]\]|\bcookieStore\b|\b(?:local|session)Storage\b|\bindexedDB\b|\bcaches\b|\bStorage\.prototype\b|\bopenDatabase\b"
    r"|\bwebkitRequestFileSystem\b|\bgetDirectory\(\)|\bshowSaveFilePicker\b|\bwindow\.name\b|serviceWorker\.register"
)
SETTERS = {"set_cookie", "set_signed_cookie"}

KINDS = {
    "caches": Kind.CACHE,
    "serviceWorker.register": Kind.CACHE,
    "localStorage": Kind.LOCAL,
    "sessionStorage": Kind.SESSION,
    "indexedDB": Kind.INDEXED,
    ".cookie": Kind.COOKIE,
    "cookieStore": Kind.COOKIE,
}
"""What a word of a script speaks of; other words speak of something that nothing may be declared for."""

type Setting = tuple[str, int, str, Kind | None]
"""Where, on which line, the name that is written there (empty where it cannot be read off), and what it is."""


@cache
def settings_of(root: Path) -> list[Setting]:
    """Every line below a folder that puts something on a device, or could."""
    return list(_read(root))


def _read(root: Path) -> Iterator[Setting]:
    for path in sorted(root.rglob("*")):
        if LEFT_OUT & set(path.relative_to(root).parts) or path.suffix not in (".py", ".js", ".mjs", ".html") or path in THEMSELVES:
            continue
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".py":
            if PRE.search(text):
                place = module_name(path, _above(root))
                yield from ((place, line, name, Kind.COOKIE) for line, name in _by_module(ast.parse(text)))
        elif path.suffix != ".html" or "<script" in text:
            place = path.relative_to(_above(root)).as_posix()
            yield from ((place, text.count("\n", 0, found.start()) + 1, "", KINDS.get(found[0])) for found in SCRIPT.finditer(text))


def _above(root: Path) -> Path:
    """The folder from which names are counted: above the topmost package."""
    while (root.parent / "__init__.py").exists():
        root = root.parent
    return root.parent


def _by_module(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if node.func.attr in SETTERS:
                yield node.lineno, _name(node.args[0] if node.args else None)
            elif node.func.attr in ("load", "update", "setdefault") and _is_jar(node.func.value):
                yield node.lineno, ""
        elif isinstance(node, (ast.Name, ast.Attribute)) and getattr(node, "id", getattr(node, "attr", "")) in ("SimpleCookie", "BaseCookie"):
            yield node.lineno, ""
        elif isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store) and _is_jar(node.value):
            yield node.lineno, _name(node.slice)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.lower() == "set-cookie":
            yield node.lineno, ""


def _is_jar(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "cookies"


def _name(node: ast.expr | None) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
