"""Taking a picture in: a process decodes it, and what comes out is stored under a name made of what went in."""

import hashlib
import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from boxmalls.base.refusals import BadInput
from boxmalls.catalog.media import limits
from boxmalls.catalog.rules import media_file

WORKER = Path(__file__).parent / "worker.py"
# Part of the name: the same picture made by other rules is another set of files.
RECIPE = "1"
PLAIN = "jpg"
WORDS = {
    "picture-format": _("This is not a picture that can be read. Send JPEG, PNG, WebP or AVIF."),
    "picture-broken": _("This picture file is damaged. Save it again and send it once more."),
    "picture-large": _("This picture is too large. Send at most 20 MB and 50 million pixels."),
    "picture-small": _("This picture is too small. Send at least 16 by 16 pixels, better 960."),
    "picture-slow": _("This picture took too long to read. Save it as JPEG and send it once more."),
}


class BadPicture(BadInput):
    """A picture that is not taken in. `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self.code = code
        self.words = WORDS[code]


@dataclass(frozen=True, slots=True)
class Stored:
    """A picture that is ready to be shown."""

    key: str
    width: int
    height: int
    widths: tuple[int, ...]
    formats: tuple[str, ...]
    credit: str = ""


def store_picture(source: Path, credit: str = "") -> Stored:
    """
    Take in a picture file. The same file again costs nothing.

    :raises BadPicture: when it breaks a limit, or is no picture.
    """
    if source.stat().st_size > limits.MOST_BYTES:
        raise BadPicture("picture-large")
    with source.open("rb") as file:
        key = hashlib.file_digest(file, lambda: hashlib.sha256(RECIPE.encode())).hexdigest()[:32]
    note = Path(settings.MEDIA_ROOT) / media_file(key, 0, "json")
    if not note.exists():
        _make(source, key, note)
    found = json.loads(note.read_text())
    return Stored(key, found["width"], found["height"], tuple(found["widths"]), tuple(found["formats"]), credit)


def _make(source: Path, key: str, note: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        answer = _decode(source, Path(folder))
        note.parent.mkdir(parents=True, exist_ok=True)
        for file in Path(folder).iterdir():
            copyfile(file, Path(settings.MEDIA_ROOT) / media_file(key, int(file.stem), file.suffix[1:]))
    # Written last: a picture with its note is whole.
    beside = note.with_suffix(".part")
    beside.write_text(json.dumps(answer))
    beside.replace(note)


def _decode(source: Path, folder: Path) -> dict[str, Any]:
    command = [sys.executable, "-I", str(WORKER), str(source), str(folder)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=limits.WALL_SECONDS, check=False)  # noqa: S603
    except subprocess.TimeoutExpired as slow:
        raise BadPicture("picture-slow") from slow
    try:
        answer: dict[str, Any] = json.loads(done.stdout)
    except ValueError as broken:
        raise BadPicture("picture-slow" if done.returncode in (-9, -24) else "picture-broken") from broken
    if "refused" in answer:
        raise BadPicture(answer["refused"])
    return answer
