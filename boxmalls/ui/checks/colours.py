"""Nothing but tokens.css writes a raw colour."""

import re
from collections.abc import Iterator

from boxmalls.ui.assets import FOLDER
from boxmalls.ui.checks.reading import Finding

RAW = re.compile(
    r"#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch)\(|:\s[^;{]*\b(?:white|black|red|green|blue|gr[ae]y|yellow|orange|purple)\b(?!-)", re.I
)


def findings() -> Iterator[Finding]:
    """Yield each raw colour outside the tokens. Mixing tokens is not raw; neither are the system's own colour names."""
    for path in sorted((FOLDER / "css").glob("*.css")):
        if path.name == "tokens.css":
            continue
        for line, text in enumerate(path.read_text("utf-8").splitlines(), 1):
            if RAW.search(re.sub(r"/\*.*?\*/|in oklab", "", text)):
                yield Finding(path.name, line, text.strip())
