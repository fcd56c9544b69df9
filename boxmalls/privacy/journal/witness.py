"""Telling another host what the journal's head is, so that nobody here can write a new history. Heads hold no personal data."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from boxmalls.privacy.models import JournalHead

from .heads import statement

TIMEOUT_SECONDS = 10


def export_heads(to: str) -> int:
    """
    Send the heads that the witness does not have yet; returns how many.

    :param to: a file on a disk of another host, which grows by one line of JSON a head; or an https address, which gets
        each line by POST and answers 2xx. Of an address it gets only the newest head: each stands for all before it.
    """
    if urlsplit(to).scheme in ("http", "https"):
        newest = JournalHead.objects.order_by("-size").first()
        return _post(to, newest) if newest else 0
    path = Path(to)
    known = max((int(str(said["size"])) for said in read_heads(path)), default=0)
    new = list(JournalHead.objects.filter(size__gt=known).order_by("size"))
    with path.open("a") as file:
        file.writelines(line_of(head) + "\n" for head in new)
    return len(new)


def read_heads(path: Path) -> Iterator[dict[str, object]]:
    """The heads in a witness's file."""
    if path.exists():
        with path.open() as file:
            yield from (json.loads(line) for line in file)


def line_of(head: JournalHead) -> str:
    """A head with its signature, on one line."""
    said = json.loads(statement(size=head.size, root=head.root, at=head.at))
    return json.dumps(said | {"key": head.key_id, "signature": bytes(head.signature).hex()}, sort_keys=True)


def _post(to: str, head: JournalHead) -> int:
    request = Request(to, data=line_of(head).encode(), headers={"Content-Type": "application/json"}, method="POST")  # noqa: S310 the scheme was looked at
    with urlopen(request, timeout=TIMEOUT_SECONDS):  # noqa: S310
        return 1
