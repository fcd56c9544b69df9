"""Addresses of mail, as written or hidden."""

import re
from collections.abc import Iterator

from boxmalls.base.contacts.endings import ENDINGS, SAID, STARTS, starts_a_sentence, words

LETTER = r"a-z0-9\u00df-\u024f"
LABEL = rf"[{LETTER}][{LETTER}_-]{{0,62}}"
OWNER = r"[a-z0-9._+-]{1,64}"
SPACE = r"\s{0,3}"
OPEN, CLOSE = r"[(\[{<【「《]", r"[)\]}>】」》]"
DOT_WORD = r"(?:dot|punkt|titik|點|点|ドット|どっと)"
AT = (
    rf"(?P<sign>{SPACE}@{SPACE})|(?P<framed>{SPACE}{OPEN}{SPACE}(?:@|at|ät|a|di|在|アット(?:マーク)?|小老鼠){SPACE}{CLOSE}{SPACE})"
    rf"|(?P<spoken>{SPACE}(?:小老鼠|艾特|アットマーク|アット){SPACE})|(?P<word>[\s_-]{{1,3}}(?:at|ät)[\s_-]{{1,3}})"
)
DOT = (
    rf"(?:[.。]|\s{{1,3}}[.。]\s{{1,3}}|(?P<after>[.。]\s{{1,3}})|{SPACE}{OPEN}{SPACE}(?:{DOT_WORD}|[.。]){SPACE}{CLOSE}{SPACE}"
    rf"|(?P<said>[\s_-]{{1,3}}{DOT_WORD}[\s_-]{{1,3}}|{SPACE}(?:點|点|ドット){SPACE}))"
)
WRITTEN = re.compile(rf"{OWNER}@(?:[\w-]{{1,63}}[.。]){{1,5}}(?P<ending>[^\W\d_]{{2,24}})(?![a-z0-9])", re.IGNORECASE)
BOUGHT_AT = re.compile(r"\d[\d.,]*\w*@[\d.,]+[a-z]*", re.IGNORECASE)
HIDDEN = re.compile(rf"{OWNER}(?:{AT})(?:(?P<label>{LABEL}?){DOT}){{1,4}}(?P<ending>[^\W\d_]{{2,24}})(?![a-z0-9])", re.IGNORECASE)
PROVIDER = r"(?:gmail|googlemail|hotmail|icloud|gmx|protonmail|proton\.?mail)"
AT_PROVIDER = re.compile(rf"{OWNER}(?:{AT}){PROVIDER}(?![a-z])|[a-z0-9._+]{{3,64}}\s{{1,3}}{PROVIDER}\s{{1,3}}com(?![a-z])", re.IGNORECASE)
POINTS_AT = words("the a an this that my your each every one red black white blue green yellow grey polka small big")


def mails_in(text: str) -> Iterator[re.Match[str]]:
    """Every address of mail, from left to right, none over another."""
    end = 0
    tested = ((WRITTEN, _is_written), (HIDDEN, _is_hidden), (AT_PROVIDER, bool))
    hits = [hit for pattern, is_one in tested for hit in pattern.finditer(text) if is_one(hit)]
    for hit in sorted(hits, key=lambda hit: hit.start()):
        if hit.start() >= end:
            end = hit.end()
            yield hit


def _is_written(hit: re.Match[str]) -> bool:
    """After an @ any ending will do: there are new ones every year. `10 pieces@5.each` is a price."""
    return not BOUGHT_AT.fullmatch(hit[0])


def _is_hidden(hit: re.Match[str]) -> bool:
    """Spelled out, only what could be an ending; and not `at home. It …`, `look at the dot in …`."""
    ending = hit["ending"].lower()
    if ending not in ENDINGS or starts_a_sentence(hit["ending"]):
        return False
    if hit["after"] and (ending in STARTS or hit["word"]):
        return False
    if hit["said"] and (ending not in SAID or (hit["word"] and hit["label"].lower() in POINTS_AT)):
        return False
    return not hit["label"].isdecimal() or ending in {"com", "net", "cn"}
