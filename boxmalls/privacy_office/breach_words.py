"""A breach in words: tables and columns as people call them, and what was done."""

from typing import Any

from django.utils.translation import gettext_lazy

from boxmalls.privacy.register import HOLDINGS
from boxmalls.privacy.rights.rows import model_of
from boxmalls.privacy.rights.words import name_of

WHAT = {
    "reported": gettext_lazy("Reported"),
    "scoped": gettext_lazy("Scope found, people concerned"),
    "told": gettext_lazy("Noted as sent"),
    "letters": gettext_lazy("Letters to the people begun"),
    "closed": gettext_lazy("Closed"),
    "found": gettext_lazy("The watch found more"),
    "confirmed": gettext_lazy("It is a breach"),
    "dismissed": gettext_lazy("It is none"),
}


def what_was_done(event: str) -> str:
    """What an event says, in the language of now."""
    return str(WHAT.get(event, event))


def scope_words(row: dict[str, Any]) -> dict[str, Any]:
    """A table of the scope. What is locked with keys that are out is no longer locked."""
    holding = HOLDINGS.get(row["holding"])
    if holding is None:
        return {**row, "title": row["holding"]}
    model = model_of(holding)
    named = lambda columns: [name_of(holding, column, model._meta.get_field(column)) for column in columns]
    locked = [column for column in row["sealed"] if column not in row["readable"]]
    return {**row, "title": str(holding.title), "readable": named(row["readable"]), "sealed": named(locked)}
