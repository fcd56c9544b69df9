"""Telephone numbers, in digits or spelled out; not prices, sizes, dates, years and numbers of things."""

import re
from collections.abc import Iterator
from itertools import pairwise

BETWEEN = r"[\s().\-/·・･•。_*‐-―−ー]{0,3}"
PHONE = re.compile(rf"(?<![a-z0-9.,/-])(?:\+|00)?\(?\d(?:{BETWEEN}\d){{7,14}}(?![a-z0-9-])", re.IGNORECASE)
DATE = r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)|(?<!\d)\d{1,2}[./-]\d{1,2}[./-]\d{2,4}(?!\d)|(?<!\d)\d{1,2}:\d{2}(?::\d{2})?(?!\d)|\d{4}年|\d{1,2}[月日]"
SIZE = r"(?<!\d)\d{1,6}(?:\.\d{1,3})?\s?[x×]\s?\d{1,6}(?:\.\d{1,3})?(?:\s?[x×]\s?\d{1,6}(?:\.\d{1,3})?)?(?!\d)"
CODE = r"\b(?:ean|gtin|isbn|sku|upc|imei)\W{0,3}[\dx-]{1,20}"
PARCEL = (
    r"(?:tracking|parcel|serial|sendungs?|paket|seriennummer|貨運|追踪|追蹤|追跡|序號|penjejakan|bungkusan)"
    r"\w{0,12}\s?(?:number|no|nr|code|nummer|單號|单号|番号|nombor)?\W{0,3}[1-9]\d{7,19}(?!\d)"
)
THOUSANDS = r"\d{1,3}(?:[.,]\d{3}){1,4}(?:[.,]\d{2})?(?!\d)"
MONEY_SIGN = r"(?:rp|rm|nt\$|s\$|us\$|hk\$|\$|€|£|¥|eur|euro|usd|twd|jpy|myr|sgd|idr|元|円|塊)"
MONEY = rf"{MONEY_SIGN}\s?{THOUSANDS}|(?<![\d.,]){THOUSANDS}\s?{MONEY_SIGN}"
HARMLESS = re.compile(rf"{DATE}|{SIZE}|{CODE}|{PARCEL}|{MONEY}", re.IGNORECASE)
SPELLED = {
    "zero": "0", "null": "0", "kosong": "0", "one": "1", "eins": "1", "satu": "1", "two": "2", "zwei": "2", "dua": "2", "three": "3", "drei": "3", "tiga": "3",
    "four": "4", "vier": "4", "empat": "4", "five": "5", "fünf": "5", "lima": "5", "six": "6", "sechs": "6", "enam": "6", "seven": "7", "sieben": "7",
    "tujuh": "7", "eight": "8", "acht": "8", "lapan": "8", "nine": "9", "neun": "9", "sembilan": "9",
}  # fmt: skip
KANA = {
    "ゼロ": "0", "レイ": "0", "イチ": "1", "サン": "3", "ヨン": "4", "ゴ": "5", "ロク": "6", "ナナ": "7", "シチ": "7", "ハチ": "8", "キュウ": "9",
    "キュー": "9", "ニ": "2",
}  # fmt: skip
HAN = str.maketrans("〇零一二三四五六七八九", "00123456789")
SPELLED_OUT = re.compile(r"\b(?:" + "|".join(SPELLED) + r")\b", re.IGNORECASE)
HAN_RUN = re.compile("[〇零一二三四五六七八九](?:[\\s・-]?[〇零一二三四五六七八九]){7,30}")
KANA_RUN = re.compile(rf"(?:{'|'.join(KANA)})(?:[\s・、-]?(?:{'|'.join(KANA)})){{7,30}}")
KANA_WORD = re.compile("|".join(KANA))
PRICE = re.compile(r"[1-9]\d{0,4}[.,]\d{2}")
DECIMAL = re.compile(r"[1-9]\.\d{5,}|0\.0\d+")


def digits_for_words(text: str) -> str:
    """The text with spelled-out digits as digits."""
    text = HAN_RUN.sub(lambda hit: hit[0].translate(HAN), text)
    text = KANA_RUN.sub(lambda hit: KANA_WORD.sub(lambda word: KANA[word[0]], hit[0]), text)
    return SPELLED_OUT.sub(lambda hit: SPELLED[hit[0].lower()], text)


def numbers_in(text: str) -> Iterator[re.Match[str]]:
    """Every number that could be called."""
    yield from (hit for hit in PHONE.finditer(HARMLESS.sub(lambda hit: " " * len(hit[0]), text)) if _may_be_called(hit[0]))


def _may_be_called(number: str) -> bool:
    """Eight digits at least, not all alike; not a decimal, a list of prices, nor a row of sizes or years."""
    digits = [character for character in number if character.isdigit()]
    if not 8 <= len(digits) <= 15 or len(set(digits)) == 1:
        return False
    written = number.split()
    return not (DECIMAL.fullmatch(number.strip()) or all(PRICE.fullmatch(each) for each in written) or _is_a_row(re.findall(r"\d+", number), number))


def _is_a_row(groups: list[str], number: str) -> bool:
    """`36 37 38 39`, `120/140/160`, `2019-2020`: equal steps of at most fifty between numbers of one length."""
    if number.strip()[0] in "+(0" or len(groups) < 2 or len(groups[0]) < 2 or len({len(group) for group in groups}) > 1:
        return False
    values = [int(group) for group in groups]
    steps = {later - earlier for earlier, later in pairwise(values)}
    return len(steps) == 1 and 1 <= steps.pop() <= 50
