"""
Carried away and brought to another shop: what somebody downloads here is taken in by a shop that knows nobody of it, and carried away from there again,
byte for byte.

The other shop has its own databases, keys, sellers and goods.
"""

import io
import json
import zipfile
from datetime import datetime
from pathlib import Path

from proofs import Ground, Outcome, Proof, Size
from proofs.erased import live
from proofs.ground import NotHere, open_ground

AGAIN = """
import sys
from datetime import datetime
from pathlib import Path
from boxmalls.privacy.rights.exporting import export_person
Path({path!r}).write_bytes(export_person(person={person!r}, at=datetime.fromisoformat({at!r})))
"""


def run(ground: Ground, size: Size) -> Outcome:
    """People live here and download; the other shop takes each in and hands it out again. Once with a name changed on the way."""
    finance = ground.signed_in("finance")
    downloads = []
    for _ in range(size.of(small=1, full=10)):
        visitor = live(ground, ground.someone(), finance)
        ground.settle()
        downloads.append(visitor.submit(visitor.get("/your-data"), "/your-data/download").body)
    with open_ground() as other:
        same = [brought(other, download) == download for download in downloads]
        changed = with_another_number(downloads[0])
        differs = brought(other, changed) == changed != downloads[0]
        refused = refuses(other, downloads[0])
    held = [*same, refused]
    short = () if all(same) else ("not the same bytes",)
    return Outcome(len(held), sum(held), "another person's download in its place", differs, short + (() if refused else ("taken in twice",)))


def brought(other: Ground, download: bytes) -> bytes:
    """What the other shop hands out of a download that it has taken in, at the moment that stands in it."""
    with zipfile.ZipFile(io.BytesIO(download)) as packed:
        at = datetime.fromisoformat(json.loads(packed.read("export.json"))["exported_at"])
    person = other.run("manage", "import_person", str(keep(other, download))).split()[0]
    path = other.home / "again.zip"
    other.run("manage", "shell", "-c", AGAIN.format(path=str(path), person=person, at=at.isoformat()))
    return path.read_bytes()


def refuses(other: Ground, download: bytes) -> bool:
    """Whether the other shop takes nobody in twice, and says so in words."""
    try:
        other.run("manage", "import_person", str(keep(other, download)))
    except NotHere as refusal:
        return "Traceback" not in str(refusal)
    return False


def keep(other: Ground, download: bytes) -> Path:
    """Lay a download where the other shop can read it."""
    path = other.home / "brought.zip"
    path.write_bytes(download)
    return path


def with_another_number(download: bytes) -> bytes:
    """The same download as if it were another person's: every number in it ends otherwise."""
    with zipfile.ZipFile(io.BytesIO(download)) as packed:
        said = packed.read("export.json").decode()
        person = json.loads(said)["person"]["id"]
        other = person[:-4] + ("0000" if person[-4:] != "0000" else "0001")
        packed_again = io.BytesIO()
        with zipfile.ZipFile(packed_again, "w", zipfile.ZIP_DEFLATED) as archive:
            for entry in packed.infolist():
                content = packed.read(entry)
                archive.writestr(entry, content.replace(person.encode(), other.encode()))
    return packed_again.getvalue()


PROOF = Proof(code="carrying", words="A download that is brought to another shop is carried away from there byte for byte", run=run)
