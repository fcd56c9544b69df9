"""Nothing that the content security policy would stop: no style, script or handler inside a page."""

from collections.abc import Iterator
from pathlib import Path

from boxmalls.ui.checks.reading import PACKAGE, Finding, Reader, templates


def findings(package: Path = PACKAGE) -> Iterator[Finding]:
    """Yield every inline style, script and event handler, and every address of another host that a page would load."""
    for path in templates(package):
        name = str(path.relative_to(package.parent))
        for line, tag, attributes in Reader(path.read_text("utf-8")).tags:
            if tag == "style" or "style" in attributes:
                yield Finding(name, line, f"inline style on <{tag}>")
            if tag == "script" and "src" not in attributes:
                yield Finding(name, line, "inline script")
            for attribute in attributes:
                if attribute.startswith(("on", "hx-on")):
                    yield Finding(name, line, f"inline handler {attribute}")
            loaded = attributes.get("src", "") or (attributes.get("href", "") if tag == "link" else "")
            if loaded.startswith(("http:", "https:", "//")):
                yield Finding(name, line, f"loads from elsewhere: {loaded}")
