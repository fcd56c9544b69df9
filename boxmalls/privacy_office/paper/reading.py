"""Handing a scan to the process that decodes and reads it."""

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from django.utils.translation import gettext_lazy as _

from boxmalls.base.filetypes import kind_of_file
from boxmalls.base.mailbox.letter import clean
from boxmalls.base.refusals import BadInput
from boxmalls.privacy_office.mailbox.guessing import guess_kind
from boxmalls.privacy_office.models import Kind
from boxmalls.privacy_office.paper.limits import MOST_CHARACTERS, WALL_SECONDS

WORKER = Path(__file__).with_name("worker.py")
EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
PHONE = re.compile(r"\+?\d[\d ()-]{7,17}\d")


class CannotReadScan(BadInput):
    code = "cannot-read-scan"
    words = _("This scan cannot be opened. Scan the paper again, as PNG, JPEG or PDF.")


@dataclass(frozen=True, slots=True)
class Reading:
    """What came out: the pages, drawn anew as PNG, and the text as the machine read it."""

    pages: list[bytes]
    text: str


@dataclass(frozen=True, slots=True)
class Guess:
    """What the text seems to say; whoever keys it decides."""

    kind: Kind
    email: str
    phone: str


def read_paper(content: bytes, *, words: bool = True) -> Reading:
    """
    Draw a scan's pages anew and read them.

    :param words: whether to read the text, too, which takes seconds.
    :raises CannotReadScan: if it is broken, too large, or not a scan at all.
    """
    kind = kind_of_file(content)
    if kind is None:
        raise CannotReadScan
    # In memory where there is a file system in memory, so that no plain page is left on a disk.
    place = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108
    with TemporaryDirectory(dir=place) as folder:
        source = Path(folder) / "source"
        source.write_bytes(content)
        told = _run(source, kind, folder, words)
        if "refused" in told:
            raise CannotReadScan
        pages = [(Path(folder) / f"{number}.png").read_bytes() for number in range(1, int(told["pages"]) + 1)]
        return Reading(pages, clean(str(told["text"]), MOST_CHARACTERS))


def guess(text: str) -> Guess:
    """The kind of request, an address and a telephone number in a text, where they are plain to see."""
    email, phone = EMAIL.search(text), PHONE.search(text)
    return Guess(guess_kind(text), email.group() if email else "", phone.group() if phone else "")


def _run(source: Path, kind: str, folder: str, words: bool) -> dict[str, object]:
    command = [sys.executable, str(WORKER), str(source), kind, folder, "read" if words else "draw"]
    try:
        done = subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, timeout=WALL_SECONDS, check=False)  # noqa: S603
        told: dict[str, object] = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError) as trouble:
        raise CannotReadScan from trouble
    return told
