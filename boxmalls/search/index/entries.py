"""What the index knows of a product on a site. Goods only: nothing here is about a person."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise

import tantivy

from boxmalls.search.index.schema import LEVELS
from boxmalls.search.words.analysis import Words, analyse, is_code, stem

KEY_BITS = 18
LOWEST_RANK = -(1 << 40)
LARGEST = 1 << 44
GRAM = 4
PARTS = re.compile(r"[&/,、，與与和(（]| and ")
MOST_LIGHT = 2000
CALLED = ("title", "codes", "plain", "heads")


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
    made.add_text("shown", entry.title)
    told = words_of(entry)
    for field, words in told.items():
        made.add_text(field, words)
    made.add_integer("words_key", words_key(entry.product_id, told))
    _add_facets(made, entry)
    made.add_boolean("in_stock", entry.in_stock)
    made.add_integer("price", _bounded(entry.price_minor))
    for name, value in (("price_key", entry.price_minor), ("new_key", entry.created_at), ("rank_key", entry.rank - LOWEST_RANK)):
        made.add_integer(name, _bounded(value) << KEY_BITS | tie % (1 << KEY_BITS))
    return made


def words_key(product_id: str, told: dict[str, str]) -> int:
    """Names a product and what it is called: 63 bits of a hash."""
    text = "\0".join((product_id, *(told[name] for name in CALLED)))
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest()) >> 1


def _bounded(value: int) -> int:
    return min(max(value, 0), LARGEST)


def rank_of(rank_key: int) -> int:
    """The place on the shelves that a key was made of."""
    return (rank_key >> KEY_BITS) + LOWEST_RANK


def text_vector(entry: Entry) -> str:
    """The entry's words as PostgreSQL keeps them: those of title, brand and number weigh more."""
    words = words_of(entry)
    heavy = dict.fromkeys(" ".join((words["title"], words["joins"], words["brand_words"], words["codes"])).split())
    light = [word for word in dict.fromkeys(f"{words['text']} {words['category_words']}".split()) if word not in heavy]
    return " ".join((*(f"'{word}':1A" for word in heavy), *(f"'{word}':1D" for word in light[:MOST_LIGHT])))


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


def words_of(entry: Entry) -> dict[str, str]:
    """The text fields of the index. The same for all sites, and needed twice for each: the latest are kept."""
    named = _named((*entry.category_names, *entry.attribute_names))
    told = _told(entry.title, entry.description, entry.language, entry.brand, entry.model_no, entry.gtin)
    return {**told, "category_words": named, "heads": _heads(entry.kinds)}


@lru_cache(maxsize=8192)
def _told(title: str, description: str, language: str, brand: str, model_no: str, gtin: str) -> dict[str, str]:
    called, made_by, model, told = analyse(title), analyse(brand), analyse(model_no), analyse(description)
    stems = stem(called.words, language)
    codes = dict.fromkeys((*codes_of(called), *codes_of(model), "".join(model.words), gtin))
    everything = (*stems, *stem(told.words, language), *made_by.words, *model.words, *called.wholes, *told.wholes)
    fields = {
        "title": stems,
        "plain": dict.fromkeys((*called.words, *made_by.words)),
        "text": everything,
        "joins": (*joined_pairs(called.words), *called.wholes, *called.words),
        "codes": [code for code in codes if code],
        "grams": grams_of(codes),
        "brand_words": (*made_by.words, *joined_pairs(made_by.words)),
    }
    return {name: " ".join(words) for name, words in fields.items()}


@lru_cache(maxsize=8192)
def _named(names: tuple[str, ...]) -> str:
    named = analyse(" / ".join(names))
    return " ".join((*stem(named.words), *named.wholes))


@lru_cache(maxsize=8192)
def _heads(kinds: tuple[str, ...]) -> str:
    return " ".join(heads_of(kinds))


def _add_facets(made: tantivy.Document, entry: Entry) -> None:
    for level, category in enumerate(entry.category_path[:LEVELS]):
        made.add_text("category", category)
        made.add_text(f"category_{level}", category)
    if code := brand_code(entry.brand):
        made.add_text("brand", code)
        made.add_text("brand_shown", entry.brand)
    for field, values in (("seller", entry.sellers), ("condition", entry.conditions), ("learns", entry.learns), ("attribute", entry.attributes)):
        for value in values:
            made.add_text(field, value)
