"""The scope of a breach in words: tables and columns as people call them."""

from typing import Any

from boxmalls.privacy.register import HOLDINGS
from boxmalls.privacy.rights.rows import model_of
from boxmalls.privacy.rights.words import name_of


def scope_words(row: dict[str, Any]) -> dict[str, Any]:
    """A table of the scope. What is locked with keys that are out is no longer locked."""
    holding = HOLDINGS.get(row["holding"])
    if holding is None:
        return {**row, "title": row["holding"]}
    model = model_of(holding)
    named = lambda columns: [name_of(holding, column, model._meta.get_field(column)) for column in columns]
    locked = [column for column in row["sealed"] if column not in row["readable"]]
    return {**row, "title": str(holding.title), "readable": named(row["readable"]), "sealed": named(locked)}
