"""The shapes in which a value may lie around, and a search for many values in all of them at once."""

import base64
import binascii
import hashlib
import re
import struct
import sys
import zlib
from array import array
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from urllib.parse import quote, quote_plus

WINDOW = 4
LEAST_BYTES = 2 * WINDOW - 1
HASHES = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_256", "blake2b", "blake2s")
DEEPEST = 3
MOST_OF_IT = 0.9
"""How many of a value's trigrams have to be there."""
LARGEST = 64 * 1024 * 1024
PACKED_TEXT = re.compile(rb"[A-Za-z0-9+/_-]{20,}={0,2}")
HEX_TEXT = re.compile(rb"(?:[0-9a-fA-F]{2}){10,}")
ESCAPED_TEXT = re.compile(rb"%[0-9a-fA-F]{2}|=[0-9A-F]{2}|=\r?\n|\\u[0-9a-fA-F]{4}")
SHORT_TOKEN = re.compile(r"(?<!\w)(\w{3})(?!\w)")
GZIP = b"\x1f\x8b\x08"
ZLIB = re.compile(rb"\x78[\x01\x5e\x9c\xda]")
ZIP = b"PK\x03\x04"
ZIP_ENTRY = struct.Struct("<4xHHHHHIIIHH")
STEP = 64 * 1024


@dataclass(frozen=True, slots=True)
class Found:
    """Which value was found, by its name, and in which shape. The value itself is not repeated."""

    value: str
    shape: str


class Search:
    """Looks for named values in any bytes: all their shapes in one pass, and what is packed is unpacked first."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._needles: dict[bytes, set[Found]] = {}
        self._trigrams: dict[str, frozenset[str]] = {}
        self._known: dict[bytes, frozenset[Found]] = {}
        for name, value in values.items():
            for shape, needle in shapes_of(value):
                self._needles.setdefault(needle, set()).add(Found(name, shape))
            if len(set(trigrams_of(value))) >= LEAST_BYTES:
                self._trigrams[name] = frozenset(trigrams_of(value))
        self._by_window: dict[int, list[bytes]] = {}
        for needle in self._needles:
            for start in range(WINDOW):
                self._by_window.setdefault(int.from_bytes(needle[start : start + WINDOW], sys.byteorder), []).append(needle)
        self._keys = {name: frozenset(map(_key_of, trigrams)) for name, trigrams in self._trigrams.items()}
        self._windows = frozenset(self._by_window).union(*self._keys.values())

    def __call__(self, content: bytes | str) -> frozenset[Found]:
        """Every value that is in there, in whatever shape; what was searched before is known."""
        raw = content.encode("utf-8", "surrogateescape") if isinstance(content, str) else content
        mark = hashlib.blake2b(raw, digest_size=16).digest()
        if mark not in self._known:
            self._known[mark] = frozenset(self._search(raw))
        return self._known[mark]

    def _search(self, raw: bytes) -> set[Found]:
        found: set[Found] = set()
        for way, part in unpacked(raw):
            found |= {Found(here.value, f"{way}{here.shape}") if way else here for here in self._plainly(part)}
        return found

    def _plainly(self, content: bytes) -> Iterator[Found]:
        for folded in _folded(content):
            there = self._windows_in(folded)
            for needle in {needle for window in there for needle in self._by_window.get(window, ())}:
                if needle in folded:
                    yield from self._needles[needle]
            for name, keys in self._keys.items():
                if len(keys & there) >= MOST_OF_IT * len(keys):
                    yield Found(name, "trigrams, keys")
        yield from self._as_trigrams(content)

    def _windows_in(self, content: bytes) -> set[int]:
        """
        Which needles and which keys of trigrams may be there: every fourth four bytes are looked up.

        Wherever a needle of seven bytes or more stands, one of its first four windows stands at such a place; and so do the keys in an
        index's pages, which are numbers of four bytes.
        """
        return set(self._windows.intersection(array("I", content[: len(content) // WINDOW * WINDOW])))

    def _as_trigrams(self, content: bytes) -> Iterator[Found]:
        tokens = set(SHORT_TOKEN.findall(content.decode("utf-8", "replace").lower())) if self._trigrams and _is_text(content) else set()
        for name, trigrams in self._trigrams.items() if len(tokens) >= LEAST_BYTES else ():
            if len(trigrams & tokens) >= MOST_OF_IT * len(trigrams):
                yield Found(name, "trigrams")


def shapes_of(value: str) -> Iterator[tuple[str, bytes]]:
    """Each shape's name and bytes; letters are folded where case does not matter. What is too short to mean anything is left out."""
    plain, lower = value.encode(), value.lower().encode()
    seen: set[bytes] = set()
    for name, shape in _all_shapes(value, plain, lower):
        needle = shape.lower()  # Also of what is in capitals on purpose: what is searched is folded, too.
        if len(needle) >= LEAST_BYTES and needle not in seen:
            seen.add(needle)
            yield name, needle


def _all_shapes(value: str, plain: bytes, lower: bytes) -> Iterator[tuple[str, bytes]]:
    yield "plain", lower
    yield "reversed", value.lower()[::-1].encode()
    yield "without spaces", re.sub(rb"[\s+-]", b"", lower)
    yield "slug", re.sub(rb"[^a-z0-9]+", b"-", lower)
    yield "in html", escape(value.lower()).encode()
    yield "in a url", quote(value.lower(), safe="").lower().encode()
    yield "in a form", quote_plus(value.lower()).lower().encode()
    yield "escaped", value.lower().encode("ascii", "backslashreplace")
    for order in ("le", "be"):
        yield f"utf-16-{order}", value.lower().encode(f"utf-16-{order}")
        yield f"utf-32-{order}", value.lower().encode(f"utf-32-{order}")
    yield "rot13", lower.translate(bytes.maketrans(b"abcdefghijklmnopqrstuvwxyz", b"nopqrstuvwxyzabcdefghijklm"))
    for text in {plain, lower, value.upper().encode(), value.casefold().strip().encode()}:
        yield "hex", text.hex().encode()
        for offset in range(3):
            yield from _in_base64(text, offset)
        yield "base32", base64.b32encode(text).rstrip(b"=")[:-1].lower()
        yield "ascii85", base64.a85encode(text)[: len(text) // 4 * 5]
        for hash_name in HASHES:
            digest = hashlib.new(hash_name, text).digest()
            yield hash_name, digest.hex()[:24].encode()
            yield f"{hash_name}, bytes", digest[:12]
            yield f"{hash_name}, base64", base64.b64encode(digest)[:15]
            yield f"{hash_name}, base64", base64.urlsafe_b64encode(digest)[:15]


def _in_base64(text: bytes, offset: int) -> Iterator[tuple[str, bytes]]:
    """As it is inside of something longer, at each of its three places."""
    for encode in (base64.b64encode, base64.urlsafe_b64encode):
        whole = encode(b"\0" * offset + text).rstrip(b"=")
        yield "base64", whole[(offset * 8 + 5) // 6 : (offset + len(text)) * 8 // 6]


def trigrams_of(value: str) -> list[str]:
    """The three-letter pieces of each word; not of numbers, since any list of numbers has those."""
    return [word[start : start + 3] for word in re.findall(r"[^\W\d_]{4,}", value.lower()) for start in range(len(word) - 2)]


def _key_of(trigram: str) -> int:
    """As PostgreSQL's index by trigrams keeps it: a number of its three bytes; another where a letter takes more than one, which is left out."""
    first, second, third = trigram.encode()[:3]
    return first << 16 | second << 8 | third


def unpacked(content: bytes, depth: int = 0) -> Iterator[tuple[str, bytes]]:
    """The bytes themselves, and what is packed in them, however deep; with the way there."""
    yield "", content
    if depth == DEEPEST or not content:
        return
    seen: set[bytes] = set()
    for way, inside in _inside(content):
        if inside and inside not in seen and inside != content:
            seen.add(inside)
            for more, part in unpacked(inside, depth + 1):
                yield f"{way} > {more}", part


def _inside(content: bytes) -> Iterator[tuple[str, bytes]]:
    yield from _compressed(content)
    if not _is_text(content):
        return
    for match in PACKED_TEXT.finditer(content):
        text = match[0].rstrip(b"=").translate(bytes.maketrans(b"-_", b"+/"))
        decoded = _or_nothing(lambda text=text: base64.b64decode(text + b"=" * (-len(text) % 4)))
        if decoded and (decoded[:1] == b"\x78" or decoded.startswith((GZIP, ZIP)) or _reads_as_text(decoded)):
            yield "base64", decoded
    # Mails break their lines: base64 over several.
    joined = re.sub(rb"(?<=[A-Za-z0-9+/]{60})\r?\n(?=[A-Za-z0-9+/])", b"", content)
    if joined != content:
        yield "unbroken", joined
    for match in HEX_TEXT.finditer(content):
        decoded = binascii.unhexlify(match[0])
        if decoded[:1] == b"\x78" or decoded.startswith((GZIP, ZIP)) or _reads_as_text(decoded):
            yield "hex", decoded
    if ESCAPED_TEXT.search(content):
        text = re.sub(rb"[%=]([0-9a-fA-F]{2})", lambda m: binascii.unhexlify(m[1]), re.sub(rb"=\r?\n", b"", content))
        yield "unescaped", re.sub(rb"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)).encode("utf-8", "replace"), text)


def _compressed(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Whatever begins anywhere as packed bytes do; what says nothing of itself (raw deflate) only from the start."""
    for start in _places(GZIP, content):
        yield "gzip", _inflated(content, start, 31)
    for found in ZLIB.finditer(content):
        yield "zlib", _inflated(content, found.start(), 15)
    for start in _places(ZIP, content):
        yield "zip", _entry(content, start)
    if content[:1] == b"\x78":
        yield "zlib", _inflated(content, 0, 15)
    elif len(content) < 1_000_000:
        yield "deflate", _inflated(content, 0, -15)


def _places(sign: bytes, content: bytes) -> Iterator[int]:
    start = content.find(sign)
    while start >= 0:
        yield start
        start = content.find(sign, start + 1)


def _entry(content: bytes, start: int) -> bytes:
    """A file in a zip, by what stands before it: its name, and what is in it. The list at the end is not needed, so half a zip is read, too."""
    if len(content) < start + ZIP_ENTRY.size:
        return b""
    _version, _flags, method, _time, _day, _sum, packed, _size, name, extra = ZIP_ENTRY.unpack_from(content, start)
    named, held = start + ZIP_ENTRY.size, start + ZIP_ENTRY.size + name + extra
    inside = _inflated(content, held, -15) if method == 8 else content[held : held + packed]
    return content[named : named + name] + b"\0" + inside


def _inflated(content: bytes, start: int, bits: int) -> bytes:
    """What unpacks from there; of what is broken off or damaged, all until then."""
    unpacker, view, held = zlib.decompressobj(bits), memoryview(content), list[bytes]()
    try:
        for place in range(start, len(content), STEP):
            held.append(unpacker.decompress(view[place : place + STEP], LARGEST))
            if unpacker.eof or sum(map(len, held)) > LARGEST:
                break
    except zlib.error:
        pass
    return b"".join(held)


def _or_nothing(decode: Callable[[], bytes]) -> bytes:
    try:
        return decode()
    except ValueError:
        return b""


def _reads_as_text(content: bytes) -> bool:
    return sum(32 <= byte < 127 or byte > 160 for byte in content[:64]) >= 0.85 * min(len(content), 64)


def _folded(content: bytes) -> list[bytes]:
    """In small letters: ASCII byte by byte, so that UTF-16 stays in step; and text as text, where that is something else."""
    folded = content.lower()
    if content.isascii() or not _is_text(content):
        return [folded]
    text = content.decode("utf-8", "replace").lower().encode()
    return [folded] if text == folded else [folded, text]


def _is_text(content: bytes) -> bool:
    return b"\0" not in content[:4096] and content[:4].isascii()
