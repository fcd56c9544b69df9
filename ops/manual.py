"""Writes the table of variables into docs/operating.md; `python -m ops.manual`."""

from dataclasses import fields
from pathlib import Path

from config.env import PROJECT, Env

BEGIN, END = "<!-- variables: made by python -m ops.manual -->\n", "<!-- end -->\n"
TYPES = {
    "Kind": "word",
    "Path": "path",
    "str": "text",
    "int": "number",
    "bool": "yes or no",
    "Mail": "address",
    "Mailbox": "address",
    "Role": "word",
    "Demo": "word",
}


def variables_table() -> str:
    """The table, one line for each variable."""
    lines = ["| Variable | Type | Default | Meaning |", "|---|---|---|---|"]
    for spec in fields(Env):
        told = spec.metadata
        lines.append(f"| `{told['name']}` | {_type(spec.type)} | {_default(told['shown'])} | {told['help']} |")
    return "\n".join(lines) + "\n"


def write(manual: Path) -> None:
    """Put the table in its place."""
    before, _, rest = manual.read_text().partition(BEGIN)
    _, _, after = rest.partition(END)
    manual.write_text(before + BEGIN + variables_table() + END + after)


def _type(found: object) -> str:
    name = str(getattr(found, "__name__", found))
    if "tuple" in str(found):
        return "list"
    return next((words for known, words in TYPES.items() if known in name), "word")


def _default(shown: object) -> str:
    if shown is None or shown == "":
        return ""
    if isinstance(shown, tuple):
        return ",".join(shown)
    return {True: "yes", False: "no"}[shown] if isinstance(shown, bool) else str(shown)


if __name__ == "__main__":
    write(PROJECT / "docs" / "operating.md")
