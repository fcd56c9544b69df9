"""
Make the shipped data from the folder of sources: `python -m demo.prepare ../shared/data [step …]`.

Run by hand when a source changes; its results are in the repository. Steps: taxonomy, goods, pictures.
"""

import csv
import gzip
import io
import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

HERE = Path(__file__).parent
TAXONOMY = HERE.parent / "boxmalls" / "catalog" / "data"


def pack(path: Path, lines: Iterable[str]) -> None:
    """Write lines, compressed, the same bytes each time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress("".join(lines).encode(), compresslevel=9, mtime=0))
    print(f"{path.relative_to(HERE.parent)}  {path.stat().st_size:,} bytes")


def unpack(path: Path) -> io.TextIOBase:
    return gzip.open(path, "rt", encoding="utf-8", newline="")  # type: ignore[return-value]


def taxonomy(source: Path) -> None:
    """Categories and attributes in the four languages that they are written in."""
    with unpack(source / "taxonomy/shopify_attributes.jsonl.gz") as lines:
        attributes = [json.loads(line) for line in lines]
    known = {attribute["handle"] for attribute in attributes}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["id", "parent_id", "en", "zh-hant", "zh-hans", "ja", "attributes"])
    with unpack(source / "taxonomy/shopify_categories.csv.gz") as lines:
        for row in csv.DictReader(lines):
            names = [row[f"name_{code}"] for code in ("en", "zh_TW", "zh_CN", "ja")]
            handles = (handle.replace("_", "-").replace("/", "-") for handle in row["attributes"].split("|"))
            described = "|".join(handle for handle in handles if handle in known)
            writer.writerow([row["id"], row["parent_id"], *names, described])
    pack(TAXONOMY / "categories.csv.gz", [out.getvalue()])

    def slim(thing: dict) -> list:
        names = [thing["name"].get(code) or "" for code in ("en", "zh-TW", "zh-CN", "ja")]
        return [int(thing["id"]), thing["handle"], *names]

    pack(
        TAXONOMY / "attributes.jsonl.gz",
        (
            json.dumps([*slim(each), [slim(value) for value in each["values"]]], ensure_ascii=False) + "\n"
            for each in attributes
        ),
    )
    (TAXONOMY / "LICENSE.shopify.txt").write_bytes((source / "taxonomy/LICENSE.shopify.txt").read_bytes())


STEPS: dict[str, Callable[[Path], None]] = {"taxonomy": taxonomy}


def main(source: str, *steps: str) -> None:
    for step in steps or STEPS:
        STEPS[step](Path(source))


if __name__ == "__main__":
    main(*sys.argv[1:])
