"""A mail host of our own: a mailbox that a shop reads over IMAP (RFC 9051, the few commands that readers need), filled by whoever holds it."""

import re
import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

USER, PASSWORD = "relay", "quiet-harbour"


@dataclass(slots=True)
class Mailbox:
    """Mails by their number; what is read is not gone, what is deleted is."""

    port: int = 0
    mails: dict[int, bytes] = field(default_factory=dict)
    going: set[int] = field(default_factory=set)
    validity: int = field(default_factory=lambda: int(time.time()))
    _last: int = 0

    @property
    def url(self) -> str:
        """How a shop is told where it is."""
        return f"imap://{USER}:{PASSWORD}@127.0.0.1:{self.port}/INBOX?tls=none"

    def put(self, raw: bytes) -> None:
        """A mail arrives."""
        self._last += 1
        self.mails[self._last] = raw


@contextmanager
def open_mailbox() -> Iterator[Mailbox]:
    """An empty mailbox on the loopback, closed afterwards."""
    box = Mailbox()

    class Talk(_Talk):
        mailbox = box

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk) as server:
        server.daemon_threads = True
        box.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield box
        finally:
            server.shutdown()


class _Talk(socketserver.StreamRequestHandler):
    mailbox: Mailbox

    def handle(self) -> None:
        self._say("* OK ready")
        for line in self.rfile:
            tag, _space, told = line.decode("utf-8", "replace").strip().partition(" ")
            verb = told.upper()
            self._obey(verb)
            self._say(f"{tag} OK done")
            if verb.startswith("LOGOUT"):
                return

    def _obey(self, verb: str) -> None:
        box = self.mailbox
        if verb.startswith("CAPABILITY"):
            self._say("* CAPABILITY IMAP4rev1")
        elif verb.startswith("SELECT"):
            self._say(f"* {len(box.mails)} EXISTS\r\n* OK [UIDVALIDITY {box.validity}] so it is")
        elif verb.startswith("UID SEARCH"):
            self._say(" ".join(["* SEARCH", *(str(uid) for uid in sorted(box.mails))]))
        elif fetched := re.match(r"UID FETCH (\d+) (.*)", verb):
            self._fetch(int(fetched[1]), fetched[2])
        elif (stored := re.match(r"UID STORE (\d+)", verb)) and "DELETED" in verb:
            box.going.add(int(stored[1]))
        elif verb.startswith("EXPUNGE"):
            for uid in list(box.going):
                box.mails.pop(uid, None)
            box.going.clear()
        elif verb.startswith("LOGOUT"):
            self._say("* BYE")

    def _fetch(self, uid: int, what: str) -> None:
        raw = self.mailbox.mails.get(uid)
        if raw is None:
            return
        if "BODY" in what:
            self.wfile.write(f"* 1 FETCH (UID {uid} BODY[] {{{len(raw)}}}\r\n".encode() + raw + b")\r\n")
        else:
            moment = datetime.now(UTC).strftime("%d-%b-%Y %H:%M:%S +0000")
            self._say(f'* 1 FETCH (UID {uid} RFC822.SIZE {len(raw)} INTERNALDATE "{moment}")')

    def _say(self, words: str) -> None:
        self.wfile.write(words.encode() + b"\r\n")
