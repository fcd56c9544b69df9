"""What can be wrong with a row, in words that say what to write instead."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from boxmalls.catalog.media import store

WORDS = {
    **store.WORDS,
    # The file as a whole.
    "format": _("This kind of file cannot be read. Send one of these: %(formats)s."),
    "empty": _("The file is empty. Its first row has to name the columns."),
    "columns": _("The first row has to name the columns. These are missing: %(missing)s."),
    "parquet": _("This is not a whole Parquet file. Export it again."),
    "gone": _("The file is no longer where it was. Send it again."),
    # A row.
    "broken": _("This row cannot be understood. Check its quotation marks and brackets."),
    "needed": _("This has to be filled in."),
    "long": _("This has %(length)s characters. Write at most %(most)s."),
    "twice": _("Row %(row)s has the same reference. Give each offer its own."),
    "price": _("Write the price as a number, for example 1299.00."),
    "price-positive": _("The price has to be more than nothing."),
    "price-large": _("This price is too high to be true. Write it in %(currency)s."),
    "was-lower": _("The earlier price has to be higher than the price, so it was left out."),
    "currency": _("This site sells in %(currency)s. Write the price in it."),
    "whole": _("Write a whole number from %(least)s to %(most)s, for example %(example)s."),
    "choice": _("Write one of: %(choices)s."),
    "category-unknown": _("There is no such category. Write its number or its path, for example Furniture > Chairs."),
    "category-several": _("Several categories are called that. Write one of these instead: %(choices)s."),
    "category-none": _("Without a category hardly anyone finds it. Write one, for example Furniture > Chairs."),
    "gtin": _("This is not a bar code number: its last digit does not fit. It was left out."),
    "options": _("Write options as Size=39; Color=Red."),
    "attributes": _("Write attributes as color=red|blue; material=wood. They were left out."),
    "picture-missing": _("There is no picture of this name among the files."),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend. A warning does not keep the row out."""

    column: str
    code: str
    given: str = ""
    details: dict[str, Any] = field(default_factory=dict)
    warning: bool = False


def in_words(code: str, details: dict[str, Any]) -> str:
    """A problem in the language of the reader."""
    words = str(WORDS[code])
    return words % details if details else words
