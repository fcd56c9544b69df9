"""The files that every page links: many small sources, put together once and named by what they hold."""

import gzip
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from django.conf import settings

# The colour of the paper, for what is drawn before any style is read: --ground of tokens.css in light.
PAPER = "#fbf9f7"
FOLDER = Path(__file__).parent / "static" / "ui"

# Tokens and bare elements first, then components in the order they meet a visitor. A file that is
# not named here is taken in after these, by name: so a new component needs no line.
STYLES_FIRST = (  # noqa: SIM905
    "tokens base frame icon masthead searchbox menu button field check choice option switch stepper note care "
    "chip badge price rating card placeholder tile offer facet sheet alert toast dialog tabs table sums receipt "
    "steps progress skeleton empty crumbs pager panel held masked consent plan clause toc layout footer segments"
).split()
STYLES_LAST = ("utilities", "forced-colours", "print")
# Storage is sealed before a library can reach for it.
SCRIPTS_FIRST = ("js/sealed.js", "vendor/htmx.min.js", "js/start.js")


@dataclass(frozen=True)
class Asset:
    """One built file: its bytes, its bytes packed, and the name that changes with them."""

    name: str
    content_type: str
    body: bytes

    @cached_property
    def packed(self) -> bytes:
        return gzip.compress(self.body, 9, mtime=0)

    @cached_property
    def digest(self) -> str:
        return hashlib.sha256(self.body).hexdigest()[:12]

    @cached_property
    def address(self) -> str:
        return f"/assets/{self.digest}/{self.name}"


def stylesheet() -> bytes:
    """Return every style in its declared order."""
    return _joined(_style_files())


def script() -> bytes:
    """Return htmx and every behaviour, one after the other."""
    named = [FOLDER / path for path in SCRIPTS_FIRST]
    return _joined(named + sorted(set((FOLDER / "js").glob("*.js")) - set(named)))


def sprite() -> bytes:
    """Return the icons and the drawn placeholders as one sprite."""
    icons, drawings = ((FOLDER / name).read_text("utf-8") for name in ("icons.svg", "placeholders.svg"))
    return (icons.rstrip().removesuffix("</svg>") + drawings.partition(">")[2].lstrip()).encode()


def _style_files() -> list[Path]:
    folder = FOLDER / "css"
    first, last = ([folder / f"{name}.css" for name in names] for names in (STYLES_FIRST, STYLES_LAST))
    return first + sorted(set(folder.glob("*.css")) - set(first) - set(last)) + last


def _joined(files: list[Path]) -> bytes:
    return b"\n".join(file.read_bytes().rstrip() for file in files) + b"\n"


KINDS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "ui.css": ("text/css; charset=utf-8", stylesheet),
    "ui.js": ("text/javascript; charset=utf-8", script),
    "icons.svg": ("image/svg+xml", sprite),
}
_built: dict[str, tuple[float, Asset]] = {}


def asset(name: str) -> Asset:
    """
    Return a built file by its plain name, such as ``ui.css``.

    Built once for each process; in development again when a source has changed.

    :raises KeyError: if there is no such file.
    """
    content_type, build = KINDS[name]
    changed = max(file.stat().st_mtime for file in FOLDER.rglob("*")) if settings.DEBUG else 0.0
    known = _built.get(name)
    if known is None or known[0] != changed:
        known = (changed, Asset(name, content_type, build()))
        _built[name] = known
    return known[1]


def address(name: str) -> str:
    """Return where a built file is served, its digest in its name."""
    return asset(name).address
