"""The shipped photographs: put where the shop serves pictures from, and found by the names that the listings give."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from shutil import copyfile

from django.conf import settings

from boxmalls.catalog.importing.pictures import Stored

DATA = Path(__file__).parent / "data"


def shipped() -> dict[str, Stored]:
    """Every shipped photograph by the name that listings use."""
    found = json.loads((DATA / "pictures.json").read_text(encoding="utf-8"))
    return {
        name: Stored(each["key"], each["width"], each["height"], tuple(each["widths"]), tuple(each["formats"]), each["credit"]) for name, each in found.items()
    }


def place_pictures(progress: Callable[[int, int], None]) -> None:
    """Link the files into the media folder; copy them where that lies on another disk."""
    root = DATA / "pictures"
    files = sorted(path for path in root.rglob("*") if path.is_file())
    for done, file in enumerate(files, 1):
        target = Path(settings.MEDIA_ROOT) / file.relative_to(root)
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                os.link(file, target)
            except OSError:
                copyfile(file, target)
        if done % 100 == 0 or done == len(files):
            progress(done, len(files))
