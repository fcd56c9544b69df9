"""The names in the sprite: icons by plain name, drawings of things by ``p-`` and a name."""

import re

from boxmalls.ui import assets


def names() -> list[str]:
    """Return the id of every symbol, in the order they were drawn."""
    return re.findall(r'<symbol id="([^"]+)"', assets.sprite().decode())


def icon_names() -> list[str]:
    """Return the icons."""
    return [name for name in names() if not name.startswith("p-")]


def drawing_names() -> list[str]:
    """Return the drawings that stand in for a photo, without their ``p-``."""
    return [name.removeprefix("p-") for name in names() if name.startswith("p-")]
