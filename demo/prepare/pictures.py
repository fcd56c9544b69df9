"""The photographs, made ready once so that the first start is quick: `demo/data/pictures` and its list."""

import hashlib
import json
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from shutil import copyfile, rmtree
from typing import Any

from boxmalls.catalog.media.store import RECIPE, WORKER
from boxmalls.catalog.rules import media_file
from demo.prepare.packing import DATA

FOLDER = DATA / "pictures"


def credit_of(name: str) -> str:
    """Who took the picture or gave it away, from its name."""
    stem = Path(name).stem
    if name.startswith("vendure/"):
        words = stem.removesuffix("-unsplash").rsplit("-", 1)[0].split("-")
        return " ".join(word.capitalize() for word in words) + " / Unsplash"
    return "Saleor Commerce" if name.startswith("saleor/") else "Grocery Store Dataset"


def make(source: Path) -> None:
    """Decode every photograph and write the sizes and formats of the product's own recipe."""
    images = source / "catalog" / "images"
    names = sorted(str(path.relative_to(images)) for path in images.rglob("*.jpg"))
    rmtree(FOLDER, ignore_errors=True)
    with ThreadPoolExecutor(2) as pool:
        made = dict(zip(names, pool.map(lambda name: _one(images / name, name), names), strict=True))
    (DATA / "pictures.json").write_text(json.dumps(made, indent=0, sort_keys=True) + "\n")
    size = sum(path.stat().st_size for path in FOLDER.rglob("*") if path.is_file())
    print(f"{len(made)} pictures, {size:,} bytes")


def _one(path: Path, name: str) -> dict[str, Any]:
    with path.open("rb") as file:
        key = hashlib.file_digest(file, lambda: hashlib.sha256(RECIPE.encode())).hexdigest()[:32]
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-I", str(WORKER), str(path), folder]
        answer: dict[str, Any] = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        for file in Path(folder).iterdir():
            target = FOLDER / media_file(key, int(file.stem), file.suffix[1:])
            target.parent.mkdir(parents=True, exist_ok=True)
            copyfile(file, target)
    return {"key": key, "credit": credit_of(name), **answer}
