"""Categories and attributes in the four languages that they are written in."""

import csv
import io
import json
from pathlib import Path
from typing import Any

from demo.prepare.packing import DEMO, pack, table, unpack

TAXONOMY = DEMO.parent / "boxmalls" / "catalog" / "data"
UPSTREAM = ("en", "zh_TW", "zh_CN", "ja")


def make(source: Path) -> None:
    """Write the taxonomy beside the room that reads it."""
    with unpack(source / "taxonomy/shopify_attributes.jsonl.gz") as lines:
        attributes = [json.loads(line) for line in lines]
    known = {attribute["handle"] for attribute in attributes}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["id", "parent_id", "en", "zh-hant", "zh-hans", "ja", "attributes"])
    for row in table(source / "taxonomy/shopify_categories.csv.gz"):
        handles = (handle.replace("_", "-").replace("/", "-") for handle in row["attributes"].split("|"))
        described = "|".join(handle for handle in handles if handle in known)
        writer.writerow([row["id"], row["parent_id"], *(row[f"name_{code}"] for code in UPSTREAM), described])
    pack(TAXONOMY / "categories.csv.gz", out.getvalue())
    pack(TAXONOMY / "attributes.jsonl.gz", "".join(_line([*_slim(each), [_slim(value) for value in each["values"]]]) for each in attributes))
    (TAXONOMY / "LICENSE.shopify.txt").write_bytes((source / "taxonomy/LICENSE.shopify.txt").read_bytes())


def _slim(thing: dict[str, Any]) -> list[Any]:
    return [int(thing["id"]), thing["handle"], *(thing["name"].get(code.replace("_", "-")) or "" for code in UPSTREAM)]


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False) + "\n"
