"""Pictures: what is taken in is made anew and bare; what is hostile is refused, and costs little."""

import io
import struct
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image

from boxmalls.catalog.media import limits
from boxmalls.catalog.media.store import BadPicture, store_picture
from boxmalls.catalog.rules import media_file

HOSTILE = Path(__file__).parents[4] / "shared/data/badinput/images"
SECRET = b"48.8583701"


@pytest.fixture(autouse=True)
def _home(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def draw(path: Path, size=(1200, 800), **options) -> Path:
    Image.linear_gradient("L").resize(size).convert("RGB").save(path, **options)
    return path


def file_of(stored, width: int, extension: str, settings) -> Path:
    return Path(settings.MEDIA_ROOT) / media_file(stored.key, width, extension)


def test_a_picture_is_made_in_every_size_and_modern_format(tmp_path, settings):
    stored = store_picture(draw(tmp_path / "a.png"))
    assert (stored.width, stored.height, stored.widths) == (960, 640, (240, 480, 960))
    for extension in ("avif", "webp"):
        for width in stored.widths:
            with Image.open(file_of(stored, width, extension, settings)) as made:
                assert made.size == (width, round(width * 800 / 1200))
    assert file_of(stored, 480, "jpg", settings).exists()


def test_a_small_picture_is_never_blown_up(tmp_path):
    assert store_picture(draw(tmp_path / "a.png", size=(300, 100))).widths == (240, 300)
    assert store_picture(draw(tmp_path / "b.png", size=(100, 100))).widths == (100,)


def test_the_same_file_again_is_the_same_picture_and_costs_nothing(tmp_path, monkeypatch):
    first = store_picture(draw(tmp_path / "a.png"))
    monkeypatch.setattr("boxmalls.catalog.media.store._make", None)
    assert store_picture(tmp_path / "a.png") == first


def test_what_the_camera_wrote_is_gone_and_the_picture_stands_upright(tmp_path, settings):
    exif = Image.Exif()
    exif[0x0112] = 6  # turned a quarter
    exif[0x010E] = SECRET.decode()
    exif.get_ifd(0x8825)[2] = (48.0, 51.0, 30.0)
    source = draw(tmp_path / "a.jpg", size=(600, 400), exif=exif, comment=SECRET)
    assert SECRET in source.read_bytes()
    stored = store_picture(source)
    assert (stored.width, stored.height) == (400, 600)
    for made in Path(settings.MEDIA_ROOT).rglob("*.*"):
        assert SECRET not in made.read_bytes()
        if made.suffix != ".json":
            with Image.open(made) as picture:
                assert not picture.getexif()


def png_claiming(width: int, height: int) -> bytes:
    """A PNG whose few bytes unpack to a picture of any size."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("name", "body", "code"),
    [
        ("bomb.png", png_claiming(60_000, 60_000), "picture-large"),
        ("long.png", png_claiming(17_000, 20), "picture-large"),
        ("dot.png", png_claiming(1, 1), "picture-small"),
        ("cut.png", png_claiming(2000, 2000), "picture-broken"),
        ("words.jpg", b"not a picture", "picture-format"),
        ("empty.jpg", b"", "picture-format"),
        ("page.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "picture-format"),
        ("paper.eps", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "picture-format"),
    ],
)
def test_a_hostile_picture_is_refused_and_leaves_no_file(tmp_path, settings, name, body, code):
    (tmp_path / name).write_bytes(body)
    with pytest.raises(BadPicture) as refusal:
        store_picture(tmp_path / name)
    assert refusal.value.code == code
    assert refusal.value.message
    assert not list(Path(settings.MEDIA_ROOT).rglob("*.*"))


def test_a_film_longer_than_a_picture_may_be_is_refused(tmp_path, monkeypatch):
    frames = [Image.new("L", (20, 20), n % 256) for n in range(limits.MOST_FRAMES + 1)]
    body = io.BytesIO()
    frames[0].save(body, "GIF", save_all=True, append_images=frames[1:])
    (tmp_path / "film.gif").write_bytes(body.getvalue())
    with pytest.raises(BadPicture):
        store_picture(tmp_path / "film.gif")


def test_a_file_that_is_too_large_is_not_even_opened(tmp_path):
    with (tmp_path / "large.jpg").open("wb") as file:
        file.truncate(limits.MOST_BYTES + 1)
    with pytest.raises(BadPicture) as refusal:
        store_picture(tmp_path / "large.jpg")
    assert refusal.value.code == "picture-large"


@pytest.mark.slow
@pytest.mark.skipif(not HOSTILE.exists(), reason="The collection of hostile pictures is not here.")
def test_no_picture_of_the_hostile_collection_does_harm():
    def is_taken(file: Path) -> bool:
        try:
            return bool(store_picture(file).key)
        except BadPicture:
            return False

    files = sorted(HOSTILE.iterdir())
    with ThreadPoolExecutor(2) as pool:
        taken = {file.name for file, is_in in zip(files, pool.map(is_taken, files), strict=True) if is_in}
    assert not taken & {"decompression_bomb.gif", "decompression_bomb.ico"}
