"""
Contact details in what people write to each other: found also where they are hidden, so that talk stays where both are protected.

Found are email addresses, telephone numbers, addresses of pages and names at messengers, as written, in full-width or other digits, spelled
out (`lena at example dot org`, `zero four one five …`), or drawn apart by spaces, dots and signs without width. Numbers of orders,
parcels, prices and sizes are not.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What was found."""

    EMAIL = "email"
    PHONE = "phone"
    LINK = "link"
    HANDLE = "handle"


@dataclass(frozen=True, slots=True)
class Found:
    """One contact detail: what it is, and the piece of the text as compared (folded, not as typed)."""

    kind: Kind
    text: str


UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
AT = r"(?:\s*@\s*|\s*[\(\[\{<]\s*(?:at|ät|在|アット)\s*[\)\]\}>]\s*|\s+(?:at|ät|小老鼠|アットマーク)\s+)"
DOT = r"(?:\s*\.\s*|\s*[\(\[\{<]\s*(?:dot|punkt|點|点|ドット)\s*[\)\]\}>]\s*|\s+(?:dot|punkt|titik|點|点|ドット)\s+)"
LABEL = r"[a-z0-9](?:[a-z0-9_+-]*[a-z0-9])?"
TOP = r"(?:com|org|net|info|biz|edu|gov|io|co|me|app|shop|store|online|site|xyz|eu|de|fr|nl|be|it|es|pl|uk|tw|hk|cn|jp|kr|my|sg|id|th|vn|au|us|ca|example)"
EMAIL = re.compile(rf"{LABEL}(?:{DOT}{LABEL})*{AT}{LABEL}(?:{DOT}{LABEL})*{DOT}{TOP}\b")
LINK = re.compile(rf"\b(?:https?://|www{DOT})\S+|\b(?:{LABEL}\.)+{TOP}(?:/\S*|\b)")
PLATFORM = (
    r"(?:whats\s*app|telegram|line|we\s*chat|weixin|微信|signal|viber|kakao\s*talk|kakao|qq|skype|insta(?:gram)?|ig|facebook|fb|messenger|snapchat|tiktok)"
)
NAMED = rf"\b{PLATFORM}\s*(?:id|号|號|名)?\s*(?:[:=＝-]|is|est|ist|是|は)\s*@?[\w.-]{{3,}}"
ADDED = r"加\s*(?:我)?\s*(?:line|微信|qq|weixin)\s*[\w.-]{3,}"
HANDLE = re.compile(rf"{NAMED}|{ADDED}|(?<![\w@.])@[a-z0-9_][\w.]{{2,29}}\b")
PHONE = re.compile(r"(?<![\w.,/-])(?:\+|00)?\(?\d(?:[\s().\-/·_*]{0,3}\d){7,14}(?![\w-])")
ORDER = re.compile(r"\b[A-Z]{1,3}-[0-9A-Z]{4}(?:-[0-9A-Z]{2,})+(?:-\d+)?\b", re.IGNORECASE)
DATE = r"\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b|\b\d{1,2}:\d{2}(?::\d{2})?\b"
SIZE = r"\b\d+\s*[x×]\s*\d+(?:\s*[x×]\s*\d+)?\b"
HARMLESS = re.compile(rf"{DATE}|{SIZE}|\b(?:ean|gtin|isbn|sku|upc|imei)\W{{0,3}}[\dx-]+")
SPELLED = {
    "zero": "0", "null": "0", "kosong": "0", "one": "1", "eins": "1", "satu": "1", "two": "2", "zwei": "2", "dua": "2", "three": "3", "drei": "3", "tiga": "3",
    "four": "4", "vier": "4", "empat": "4", "five": "5", "fünf": "5", "lima": "5", "six": "6", "sechs": "6", "enam": "6", "seven": "7", "sieben": "7",
    "tujuh": "7", "eight": "8", "acht": "8", "lapan": "8", "nine": "9", "neun": "9", "sembilan": "9",
}  # fmt: skip
HAN = str.maketrans("〇零一二三四五六七八九", "00123456789")
SPELLED_OUT = re.compile(r"\b(?:" + "|".join(SPELLED) + r")\b")
HAN_RUN = re.compile("[〇零一二三四五六七八九](?:[\\s-]?[〇零一二三四五六七八九]){7,}")


def find_contacts(text: str) -> list[Found]:
    """Every contact detail in a text, in no promised order; an empty list if there is none."""
    plain = ORDER.sub(" ", fold(text))
    found = [Found(Kind.EMAIL, hit[0]) for hit in EMAIL.finditer(plain)]
    rest = EMAIL.sub(" ", plain)
    found += [Found(Kind.LINK, hit[0]) for hit in LINK.finditer(rest)]
    rest = LINK.sub(" ", rest)
    found += [Found(Kind.HANDLE, hit[0]) for hit in HANDLE.finditer(rest)]
    numbers = HARMLESS.sub(" ", SPELLED_OUT.sub(lambda hit: SPELLED[hit[0]], HAN_RUN.sub(lambda hit: hit[0].translate(HAN), rest)))
    found += [Found(Kind.PHONE, hit[0].strip()) for hit in PHONE.finditer(numbers) if _may_be_called(hit[0])]
    return found


def without_contacts(text: str, instead: str = "···") -> str:
    """The text with what `find_contacts` can point at taken out, for showing it all the same."""
    plain = UNSEEN.sub("", unicodedata.normalize("NFKC", text))
    for pattern in (EMAIL, LINK, HANDLE, PHONE):
        plain = re.sub(pattern.pattern, instead, plain, flags=re.IGNORECASE)
    return plain


def fold(text: str) -> str:
    """One spelling for what looks the same: compatibility forms, decimal digits of every script, no signs without width, lower case."""
    plain = UNSEEN.sub("", unicodedata.normalize("NFKC", text)).casefold()
    return "".join(str(unicodedata.decimal(character)) if not character.isascii() and character.isdecimal() else character for character in plain)


def _may_be_called(number: str) -> bool:
    """Eight digits at least, not all alike: a price list is not a telephone."""
    digits = [character for character in number if character.isdigit()]
    return 8 <= len(digits) <= 15 and len(set(digits)) > 1
