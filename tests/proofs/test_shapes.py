"""The search finds a value in every shape in which it may lie around, and nothing where there is none."""

import base64
import gzip
import hashlib
import io
import json
import random
import zipfile
import zlib
from email.message import EmailMessage

import pytest

from proofs.shapes import Search, shapes_of, trigrams_of

VALUE = "Zwiquavexkly Phuxandrugwe"
EMAIL = "mbotseyol@wubfjehru.example"
SEARCH = Search({"name": VALUE, "email": EMAIL})


def zipped(name, content):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return held.getvalue()


def mail():
    letter = EmailMessage()
    letter["Subject"] = f"Grüße an {VALUE}"
    letter.set_content(f"Für {EMAIL}: ä" * 30, cte="base64")
    return letter.as_bytes()


SHAPES = {
    "plain": VALUE,
    "capitals": VALUE.upper(),
    "in the middle of bytes": b"\xff\x00" * 5001 + VALUE.encode() + b"\xfe" * 77,
    "utf-16-le": VALUE.encode("utf-16-le"),
    "utf-16-be": b"x" + VALUE.upper().encode("utf-16-be"),
    "utf-32": VALUE.encode("utf-32-le"),
    "hex": VALUE.encode().hex(),
    "hex in capitals": EMAIL.encode().hex().upper(),
    "base64 at any place": "&".join(base64.b64encode(b"-" * offset + VALUE.encode() + b"...").decode() for offset in (1,)),
    "base64 for addresses": base64.urlsafe_b64encode(b"??" + EMAIL.encode()),
    "base32": base64.b32encode(VALUE.encode()),
    "percent": VALUE.replace(" ", "%20").replace("q", "%71"),
    "form": f"to={VALUE.replace(' ', '+')}&x=1",
    "file name": VALUE.lower().replace(" ", "-") + ".jpg",
    "html": f"<b>{VALUE}</b>",
    "json": json.dumps({VALUE: 1}),
    "escaped": "".join(f"\\u{ord(letter):04x}" for letter in VALUE),
    "reversed": VALUE[::-1],
    "gzip": gzip.compress(f"a line\n{VALUE}\n".encode()),
    "gzip after other bytes": b"\x01\x02" + gzip.compress(VALUE.encode()),
    "deflate": zlib.compress(VALUE.encode(), wbits=-15),
    "zlib in base64": base64.urlsafe_b64encode(zlib.compress(json.dumps({"ip": VALUE}).encode())),
    "gzip in base64 in gzip": gzip.compress(base64.b64encode(gzip.compress(VALUE.encode() * 9))),
    "zip": zipped("a.txt", VALUE),
    "name in a zip": zipped(f"{VALUE}.txt", "nothing"),
    **{f"zlib at level {level}, after other bytes": b"\x07x" + zlib.compress(VALUE.encode(), level) + b"\0\1" for level in (0, 1, 6, 9)},
    "zlib, broken off": b"\0" * 99 + zlib.compress(f"{VALUE} {random.Random(3).randbytes(400_000).hex()}".encode())[:150_000],
    "zip after other bytes": b"\0\1PK" + zipped("a.txt", VALUE),
    "half a zip": zipped("a.txt", f"{VALUE} " * 30)[:90],
    "a picture's words": b"\x89PNG\r\n\x1a\n\0\0\0\x20zTXtComment\0\0" + zlib.compress(EMAIL.encode()),
    "keys of an index by trigrams": b"\0" * 8192 + b"".join(b"\x03\0\x01\0\x0c\0\x01\0" + trigram[::-1].encode() + b"\0" for trigram in trigrams_of(VALUE)),
    "mail": mail(),
    "trigrams": "{" + ",".join(f'"{piece}"' for piece in trigrams_of(VALUE)) + "}",
    **{f"{name} of it": hashlib.new(name, VALUE.encode()).hexdigest() for name in ("md5", "sha1", "sha256", "sha512")},
    "sha256 in small letters": hashlib.sha256(VALUE.lower().encode()).digest(),
    "sha1 in base64": base64.b64encode(hashlib.sha1(EMAIL.encode()).digest()),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_value_is_found_in_the_shape_of(shape):
    assert {found.value for found in SEARCH(SHAPES[shape])} & {"name", "email"}


def test_nothing_is_found_where_there_is_nothing():
    noise = random.Random(7).randbytes(200_000)
    assert not SEARCH(noise)
    assert not SEARCH(noise.hex())
    assert not SEARCH(base64.b64encode(noise))
    assert not SEARCH("Zwiquavex kly, Phu xandrugwe; somebody@example.org " * 50)


def test_at_every_place_in_a_text():
    for before in range(40):
        assert SEARCH(b"." * before + EMAIL.encode() + b"." * (before % 5)), before


def test_what_is_too_short_to_mean_anything_is_not_searched():
    assert not list(shapes_of("ab")) or all(len(needle) >= 7 for _shape, needle in shapes_of("ab"))
