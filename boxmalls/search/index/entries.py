"""What the index knows of a product on a site. Goods only: nothing here is about a person."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from itertools import pairwise

import tantivy

from boxmalls.search.words.analysis import Words, analyse, is_code, stem

KEY_BITS = 18
LOWEST_RANK = -(1 << 40)
GRAM = 4
PARTS = re.compile(r"[&/,、，與与和(（]| and ")
MOST_LIGHT = 2000


@dataclass(frozen=True, slots=True)
class Entry:
    """
    A product as a site's visitors may look for it. Prices in minor units, times in seconds.

    `kinds` are the names of its category and of those above that still say what it is. `rank` is its place on the shelves.
    """

    product_id: str
    site: str
    title: str
    description: str = ""
    language: str = "en"
    brand: str = ""
    model_no: str = ""
    gtin: str = ""
    category_path: tuple[str, ...] = ()
    category_names: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()
    attribute_names: tuple[str, ...] = ()
    sellers: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    learns: tuple[str, ...] = ()
    price_minor: int = 0
    in_stock: bool = True
    rank: int = 0
    created_at: int = 0


def document(entry: Entry) -> tantivy.Document:
    """The entry as the index keeps it."""
    tie = int.from_bytes(blake2b(entry.product_id.encode(), digest_size=4).digest())
    made = tantivy.Document()
    made.add_text("product", entry.product_id)
    made.add_text("site", entry.site)
    _add_words(made, entry)
    _add_facets(made, entry)
    made.add_boolean("in_stock", entry.in_stock)
    made.add_integer("price", entry.price_minor)
    made.add_integer("price_key", entry.price_minor << KEY_BITS | tie % (1 << KEY_BITS))
    made.add_integer("new_key", entry.created_at << KEY_BITS | tie % (1 << KEY_BITS))
    made.add_integer("rank_key", max(entry.rank - LOWEST_RANK, 0) << KEY_BITS | tie % (1 << KEY_BITS))
    return made


def rank_of(rank_key: int) -> int:
    """The place on the shelves that a key was made of."""
    return (rank_key >> KEY_BITS) + LOWEST_RANK


def text_vector(entry: Entry) -> str:
    """The entry's words as PostgreSQL keeps them: those of title, brand and number weigh more."""
    title, rest = analyse(f"{entry.title} {entry.brand} {entry.model_no} {entry.gtin}"), analyse(f"{' / '.join(entry.category_names)} {entry.description}")
    heavy = [*stem(title.words, entry.language), *title.wholes, *joined_pairs(title.words)]
    light = [word for word in (*stem(rest.words), *rest.wholes) if word not in set(heavy)]
    return " ".join((*(f"'{word}':1A" for word in dict.fromkeys(heavy)), *(f"'{word}':1D" for word in dict.fromkeys(light[:MOST_LIGHT]))))


def brand_code(brand: str) -> str:
    """One code for a brand however it is written: "Hewlett-Packard", "hewlett packard"."""
    return "-".join(analyse(brand).words)[:80]


def joined_pairs(words: list[str]) -> list[str]:
    """Neighbours written together: what one shop calls "back pack", the other calls "backpack"."""
    return [one + other for one, other in pairwise(words)]


def codes_of(text: Words) -> list[str]:
    """The maker's numbers in a text."""
    return [word for word in (*text.words, *text.wholes) if is_code(word)]


def heads_of(names: Iterable[str]) -> list[str]:
    """What things of these kinds are: of "Camera Bags & Cases" bags and cases, not cameras. In most of our languages it stands last."""
    parts = (analyse(part).words for name in names for part in PARTS.split(name))
    return list(dict.fromkeys(stem(words[-1:])[0] for words in parts if words))


def grams_of(codes: Iterable[str]) -> list[str]:
    """Pieces of four signs, so that "dmcfs3a" and "dmc-fs3" meet."""
    return list(dict.fromkeys(code[at : at + GRAM] for code in codes for at in range(len(code) - GRAM + 1)))


def _add_words(made: tantivy.Document, entry: Entry) -> None:
    title, brand, model = analyse(entry.title), analyse(entry.brand), analyse(entry.model_no)
    told = analyse(entry.description)
    codes = [*codes_of(title), *codes_of(model)]
    if model.words:
        codes.append("".join(model.words))
    if entry.gtin:
        codes.append(entry.gtin)
    codes = list(dict.fromkeys(codes))
    stems = stem(title.words, entry.language)
    everything = [*stems, *stem(told.words, entry.language), *brand.words, *model.words, *title.wholes, *told.wholes]
    made.add_text("shown", entry.title)
    made.add_text("title", " ".join(stems))
    made.add_text("plain", " ".join(dict.fromkeys((*title.words, *brand.words))))
    made.add_text("text", " ".join(everything))
    made.add_text("joins", " ".join((*joined_pairs(title.words), *title.wholes, *title.words)))
    made.add_text("codes", " ".join(codes))
    made.add_text("grams", " ".join(grams_of(codes)))
    made.add_text("brand_words", " ".join((*brand.words, *joined_pairs(brand.words))))
    named = analyse(" / ".join((*entry.category_names, *entry.attribute_names)))
    made.add_text("heads", " ".join(heads_of(entry.kinds)))
    made.add_text("category_words", " ".join((*stem(named.words), *named.wholes)))


def _add_facets(made: tantivy.Document, entry: Entry) -> None:
    for level, category in enumerate(entry.category_path):
        made.add_text("category", category)
        made.add_text(f"category_{level}", category)
    if code := brand_code(entry.brand):
        made.add_text("brand", code)
        made.add_text("brand_shown", entry.brand)
    for field, values in (("seller", entry.sellers), ("condition", entry.conditions), ("learns", entry.learns), ("attribute", entry.attributes)):
        for value in values:
            made.add_text(field, value)
