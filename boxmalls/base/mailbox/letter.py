"""A mail, taken apart without trust: whatever is in it, what comes out is text of a bounded length and files of known kinds."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parseaddr
from hashlib import sha256
from html.parser import HTMLParser

from boxmalls.base.filetypes import kind_of_file

MOST_BYTES = 10 * 1024 * 1024
MOST_WORDS = 10_000
MOST_PARTS = 60
MOST_FILES = 10
MOST_FILE_BYTES = 5 * 1024 * 1024
ADDRESS = re.compile(r"[^@\s<>,;:\"()\[\]\\]{1,64}@[A-Za-z0-9.-]{1,189}")
UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class File:
    """A file that came with a letter, of a kind that we know."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Letter:
    """
    What a mail says.

    :param machine: whether no human wrote it: an automatic answer, a list, a report of non-delivery.
    :param left_out: how many files were too many, too large, or of a kind that we do not take.
    """

    digest: bytes
    sender: str
    name: str
    to: tuple[str, ...]
    subject: str
    words: str
    machine: bool
    files: list[File] = field(default_factory=list)
    left_out: int = 0


def read_letter(raw: bytes) -> Letter:
    """Take a mail apart. It never fails: what cannot be read is left out."""
    message = message_from_bytes(raw)
    subject = clean(header(message, "Subject"), 300)
    name, sender = parseaddr(header(message, "From")[:1000])
    sender = sender if ADDRESS.fullmatch(sender) else ""
    files, left_out = _files(message)
    return Letter(
        digest=_digest(message, raw),
        sender=sender[:254],
        name=clean(name, 200),
        to=tuple(address.casefold() for _name, address in getaddresses(_recipients(message))),
        subject=subject,
        words=clean(words_of(message), MOST_WORDS),
        machine=_is_machine(message, sender),
        files=files,
        left_out=left_out,
    )


def _recipients(message: Message) -> list[str]:
    return [found for name in ("To", "Cc", "Delivered-To", "X-Original-To") if (found := header(message, name)[:4000])]


def header(message: Message, name: str) -> str:
    """A header as text, whatever somebody wrote into it."""
    value = message.get(name)
    if value is None:
        return ""
    try:
        return "".join(_decoded(part, charset) for part, charset in decode_header(str(value)))
    except Exception:  # the standard library's parsers raise nearly anything on malformed headers
        return str(value)


def clean(text: str, most: int) -> str:
    """Without what cannot be stored or would hide, and not longer than that."""
    return UNSEEN.sub("", text[: most * 4].replace("\r\n", "\n").replace("\r", "\n")).strip()[:most]


def _decoded(part: bytes | str, charset: str | None) -> str:
    if isinstance(part, str):
        return part
    try:
        return part.decode(charset or "utf-8", "replace")
    except (LookupError, ValueError):
        return part.decode("latin-1")


def _parts(message: Message) -> Iterator[Message]:
    for number, part in enumerate(message.walk()):
        if number >= MOST_PARTS:
            return
        if not part.is_multipart():
            yield part


def _payload(part: Message) -> bytes:
    try:
        content = part.get_payload(decode=True)
    except Exception:  # see header()
        return b""
    return content if isinstance(content, bytes) else b""


def _text(part: Message) -> str:
    charset = part.get_content_charset() if isinstance(part.get("Content-Type", ""), str) else None
    return _decoded(_payload(part)[: MOST_WORDS * 8], charset)


def _is_text(part: Message, kind: str) -> bool:
    return part.get_content_type() == kind and part.get_content_disposition() != "attachment"


def words_of(message: Message) -> str:
    """The plain text; where there is none, the text of the HTML without its markup, scripts and pictures."""
    parts = list(_parts(message))
    plain = [_text(part) for part in parts if _is_text(part, "text/plain")]
    if any(text.strip() for text in plain):
        return "\n".join(plain)
    return "\n".join(_Bare.text_of(_text(part)) for part in parts if _is_text(part, "text/html"))


def _files(message: Message) -> tuple[list[File], int]:
    files: list[File] = []
    left_out = 0
    for part in _parts(message):
        if _is_text(part, "text/plain") or _is_text(part, "text/html"):
            continue
        content = _payload(part)
        kind = kind_of_file(content)
        if not content or kind is None or len(content) > MOST_FILE_BYTES or len(files) >= MOST_FILES:
            left_out += 1
            continue
        name = _decoded_name(part)
        files.append(File(clean(re.sub(r"[/\\]", "_", name), 200), kind, content))
    return files, left_out


def _decoded_name(part: Message) -> str:
    try:
        return str(part.get_filename() or "")
    except Exception:  # see header()
        return ""


def _is_machine(message: Message, sender: str) -> bool:
    automatic = header(message, "Auto-Submitted").strip().casefold() or "no"
    return (
        not automatic.startswith("no")
        or header(message, "Precedence").strip().casefold() in ("bulk", "list", "junk")
        or header(message, "Return-Path").strip() == "<>"
        or message.get_content_type() == "multipart/report"
        or sender.casefold().startswith(("mailer-daemon@", "postmaster@"))
        or "List-Id" in message
    )


def _digest(message: Message, raw: bytes) -> bytes:
    """What makes a mail this mail: its own name, who says they wrote it, and its body, whatever was added on its way."""
    body = raw.partition(b"\r\n\r\n")[2] or raw.partition(b"\n\n")[2]
    name = header(message, "Message-ID").strip()
    return sha256("\0".join((name, header(message, "From"), header(message, "Date"), header(message, "Subject"))).encode("utf-8", "replace") + body).digest()


class _Bare(HTMLParser):
    """The text of a page."""

    SILENT = frozenset({"script", "style", "head", "title", "template"})
    BREAKS = frozenset({"p", "br", "div", "li", "tr", "h1", "h2", "h3", "blockquote"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._said: list[str] = []
        self._silent = 0

    @classmethod
    def text_of(cls, page: str) -> str:
        parser = cls()
        try:
            parser.feed(page)
            parser.close()
        except Exception:  # see header()
            return ""
        return re.sub(r"\n\s*\n+", "\n\n", "".join(parser._said))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in self.SILENT
        if tag in self.BREAKS:
            self._said.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in self.SILENT and self._silent > 0

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._said.append(data)
