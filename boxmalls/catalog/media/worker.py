"""
Decodes one picture and writes it anew: `python worker.py SOURCE FOLDER`. A process of its own, with a roof over memory and time.

It reads no settings and no database. It prints one line of JSON: the sizes made, or why the picture is refused.
"""

import json
import resource
import sys
import warnings
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import limits  # type: ignore[import-not-found]
from PIL import Image, ImageOps


class Refused(Exception):
    """The picture breaks a limit; the argument is the code of the refusal."""


def roof() -> None:
    """Let this process take no more than a picture needs."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.MEMORY_BYTES, limits.MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.CPU_SECONDS, limits.CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    Image.MAX_IMAGE_PIXELS = limits.MOST_PIXELS


def decode(source: Path) -> Image.Image:
    """The first frame, upright, in RGB on white paper, with nothing left of what the camera wrote into it."""
    picture = Image.open(source, formats=limits.FORMATS)
    width, height = picture.size
    if width * height > limits.MOST_PIXELS or max(width, height) > limits.MOST_SIDE:
        raise Refused("picture-large")
    if min(width, height) < limits.LEAST_SIDE:
        raise Refused("picture-small")
    if getattr(picture, "n_frames", 1) > limits.MOST_FRAMES:
        raise Refused("picture-large")
    picture.load()
    upright = ImageOps.exif_transpose(picture)
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        upright = upright.convert("RGBA")
        paper = Image.new("RGBA", upright.size, "white")
        upright = Image.alpha_composite(paper, upright)
    bare = Image.new("RGB", upright.size)
    bare.paste(upright.convert("RGB"))
    return bare


def sizes(width: int) -> list[int]:
    """The widths to make of a picture: never wider than it is."""
    largest = min(width, limits.WIDTHS[-1])
    return [*(each for each in limits.WIDTHS if each < largest), largest]


def write(picture: Image.Image, folder: Path, formats: list[str]) -> dict[str, object]:
    """Write every size in every format as `<width>.<extension>`."""
    widths = sizes(picture.width)
    plain = min(widths, key=lambda each: abs(each - limits.PLAIN_WIDTH))
    resized = picture
    for width in widths:
        height = max(1, round(picture.height * width / picture.width))
        resized = picture if width == picture.width else picture.resize((width, height), Image.Resampling.LANCZOS)
        for extension in [*formats, "jpg"] if width == plain else formats:
            save(resized, folder / f"{width}.{extension}", extension)
    return {"widths": widths, "width": resized.width, "height": resized.height, "formats": [*formats, "jpg"]}


def save(picture: Image.Image, path: Path, extension: str) -> None:
    quality = limits.QUALITY[extension]
    if extension == "avif":
        picture.save(path, "AVIF", quality=quality, speed=8)
    elif extension == "webp":
        picture.save(path, "WEBP", quality=quality, method=4)
    else:
        picture.save(path, "JPEG", quality=quality, optimize=True, progressive=True)


def main(source: str, folder: str) -> None:
    roof()
    formats = [each for each in ("avif", "webp") if f".{each}" in Image.registered_extensions()]
    try:
        answer = write(decode(Path(source)), Path(folder), formats)
    except Refused as refused:
        answer = {"refused": str(refused)}
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
        answer = {"refused": "picture-large"}
    except Image.UnidentifiedImageError:
        answer = {"refused": "picture-format"}
    except Exception:
        answer = {"refused": "picture-broken"}
    print(json.dumps(answer))  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:3])
