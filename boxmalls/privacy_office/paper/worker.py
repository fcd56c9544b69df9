"""
Decodes one scan, draws its pages anew, and reads them: `python worker.py SOURCE KIND FOLDER`. A process of its own, with a roof.

It reads no settings and no database. It prints one line of JSON: how many pages it drew as `<number>.png`, and what it read; or why not.
"""

import json
import os
import resource
import shutil
import subprocess
import sys
import warnings
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import limits  # type: ignore[import-not-found]
from PIL import Image, ImageOps


class Refused(Exception):
    """The scan breaks a limit; the argument is the code of the refusal."""


def roof() -> None:
    """Let this process, and those that it starts, take no more than a scan needs."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.MEMORY_BYTES, limits.MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.CPU_SECONDS, limits.CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    Image.MAX_IMAGE_PIXELS = limits.MOST_PIXELS


def pictures(source: Path, kind: str, folder: Path) -> list[Path]:
    """The pages as pictures: the scan itself, or the first pages of a PDF."""
    if kind != "application/pdf":
        return [source]
    command = ["pdftoppm", "-r", str(limits.DPI), "-l", str(limits.MOST_PAGES), "-scale-to", "3000", "-png", str(source), str(folder / "pdf")]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)  # noqa: S603
    found = sorted(folder.glob("pdf*.png"))
    if done.returncode or not found:
        raise Refused("scan-broken")
    return found


def draw(source: Path, target: Path) -> None:
    """Draw one page anew: upright, in grey, with nothing left of what the camera wrote into it."""
    picture = Image.open(source, formats=limits.FORMATS)
    width, height = picture.size
    if width * height > limits.MOST_PIXELS or max(width, height) > limits.MOST_SIDE:
        raise Refused("scan-large")
    picture.load()
    upright = ImageOps.exif_transpose(picture).convert("RGB")
    if upright.width > limits.SHOWN_WIDTH * 2:
        upright = upright.resize((limits.SHOWN_WIDTH * 2, round(upright.height * limits.SHOWN_WIDTH * 2 / upright.width)), Image.Resampling.LANCZOS)
    bare = Image.new("RGB", upright.size)
    bare.paste(upright)
    bare.convert("L").save(target, "PNG")


def languages() -> str:
    """Those of ours that tesseract has here."""
    told = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False).stdout.split()  # noqa: S607
    return "+".join(name for name in limits.LANGUAGES if name in told) or "eng"


def read(pages: list[Path]) -> str:
    """What tesseract reads; nothing where it is not here."""
    if not shutil.which("tesseract"):
        return ""
    known = languages()
    said = []
    for page in pages:
        done = subprocess.run(  # noqa: S603
            ["tesseract", str(page), "stdout", "-l", known, "--psm", "3"],  # noqa: S607
            stdin=subprocess.DEVNULL, capture_output=True, check=False, env={"OMP_THREAD_LIMIT": "1", "PATH": os.environ.get("PATH", "/usr/bin:/bin")},
        )  # fmt: skip
        said.append(done.stdout.decode("utf-8", "replace"))
    return "\n".join(said)[: limits.MOST_CHARACTERS]


def main(source: str, kind: str, folder: str, reading: str) -> None:
    roof()
    try:
        found = pictures(Path(source), kind, Path(folder))
        pages = [Path(folder) / f"{number}.png" for number in range(1, len(found) + 1)]
        for one, page in zip(found, pages, strict=True):
            draw(one, page)
        answer = {"pages": len(pages), "text": read(pages) if reading == "read" else ""}
    except Refused as refused:
        answer = {"refused": str(refused)}
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
        answer = {"refused": "scan-large"}
    except Exception:
        answer = {"refused": "scan-broken"}
    print(json.dumps(answer))  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:5])
