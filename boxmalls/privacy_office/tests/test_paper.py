"""A form on paper: decoded in a process of its own, read by tesseract, keyed beside the scan, kept as it came."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image, ImageDraw, ImageFont

from boxmalls.accounts.models import Staff
from boxmalls.accounts.testing import make_staff, sign_in
from boxmalls.privacy.models import JournalEntry, Person
from boxmalls.privacy.rights.erasing import erase_person
from boxmalls.privacy_office.models import Request, SealedFile
from boxmalls.privacy_office.paper.reading import CannotReadScan, guess, read_paper
from boxmalls.sites.testing import make_sites
from ops.suite import find_program

pytestmark = pytest.mark.django_db(databases=["default", "safe"])
HOST = {"host": "eu.localhost"}
LINES = ("Privacy request", "Please delete my account.", "My address: lena@example.org", "Lena Krause, Leipzig")


@pytest.fixture(scope="module", autouse=True)
def _programs() -> None:
    reader = find_program("tesseract", "tesseract-ocr", *(f"tesseract-ocr-{name}" for name in ("chi-tra", "chi-sim", "jpn", "msa")), why="to read paper")
    if not reader or not find_program("pdftoppm", "poppler-utils", why="to turn PDF into pictures"):
        pytest.fail("Paper cannot be read here. As root: apt-get install tesseract-ocr poppler-utils")


def scan(kind: str = "PNG", *, exif: bool = False) -> bytes:
    """A typed form, as a scanner makes it."""
    paper = Image.new("L", (1000, 420), 250)
    ink = ImageDraw.Draw(paper)
    for number, line in enumerate(LINES):
        ink.text((40, 30 + 90 * number), line, fill=10, font=ImageFont.load_default(42))
    packed = BytesIO()
    marks = Image.Exif()
    marks[0x010E] = "canary-in-the-exif"
    paper.save(packed, kind, **({"exif": marks} if exif else {}))
    return packed.getvalue()


@pytest.fixture
def officer() -> Client:
    make_sites()
    return sign_in(Client(), make_staff(Staff.OFFICER))


def lay_down(officer: Client, content: bytes, name: str = "form.png") -> str:
    sent = officer.post("/office/scans", {"scan": SimpleUploadedFile(name, content)}, headers=HOST)
    return str(sent.headers.get("Location", sent.status_code))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "PDF"])
def test_a_scan_is_read_whatever_it_is(kind: str) -> None:
    reading = read_paper(scan(kind))
    folded = reading.text.casefold()
    assert "privacy request" in folded
    assert "delete my account" in folded
    assert reading.pages[0].startswith(b"\x89PNG")
    assert (guess(reading.text).kind, guess(reading.text).email) == ("delete", "lena@example.org")


@pytest.mark.parametrize("content", [b"", b"GIF89a" + b"\0" * 50, b"\x89PNG\r\n\x1a\n" + b"\0" * 50, b"%PDF-1.7 nothing", b"\xff\xd8\xff\xe0 broken", b"MZ"])
def test_what_is_no_scan_is_refused_and_harms_nothing(officer: Client, content: bytes) -> None:
    with pytest.raises(CannotReadScan):
        read_paper(content)
    persons = Person.objects.count()
    assert lay_down(officer, content or b"x") == "422"
    assert (SealedFile.objects.count(), Person.objects.count()) == (0, persons)


def test_a_picture_that_would_fill_the_memory_is_refused() -> None:
    import struct
    import zlib

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)
    chunk = lambda name, data: struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1_000_000)) + chunk(b"IEND", b"")
    with pytest.raises(CannotReadScan):
        read_paper(bomb)


def test_a_paper_is_keyed_beside_its_scan_and_the_scan_stays_as_it_came(officer: Client) -> None:
    content = scan(exif=True)
    where = lay_down(officer, content)
    page = officer.get(where, headers=HOST).text
    assert f'src="{where}/page"' in page
    assert "delete my account" in page.casefold()
    shown = officer.get(f"{where}/page", headers=HOST)
    assert shown.headers["Content-Type"] == "image/png"
    assert b"canary-in-the-exif" not in shown.content
    told = {"channel": "paper", "received_at": "2026-04-06T09:30", "site": "eu", "kind": "delete", "words": "Please delete my account.", "language": "en"}
    entered = officer.post(where, {**told, "email": "lena@example.org", "name": "Lena Krause"}, headers=HOST)
    request = Request.objects.get()
    assert entered.headers["Location"] == f"/office/requests/{request.number}"
    file = SealedFile.objects.get()
    assert (file.request_id, file.person_id, file.content, request.channel) == (request.pk, request.person_id, content, "paper")
    assert content[:200] not in bytes(file.__dict__["content"])
    assert officer.get(f"{where}/as-sent", headers=HOST).content == content
    assert JournalEntry.objects.filter(subject=request.person_id, what="privacy_office.SealedFile").count() == 2
    assert officer.get(where, headers=HOST).status_code == 404


def test_the_scan_goes_with_its_person(officer: Client) -> None:
    lay_down(officer, scan())
    file = SealedFile.objects.get()
    erase_person(person=file.person_id, site_code="eu", at=file.added_at)
    assert not SealedFile.objects.exists()
