"""Names at messengers: with the messenger beside them, or behind an @."""

import re
from collections.abc import Iterator

from boxmalls.base.contacts.endings import words

SURE = (
    r"whats\s?app|telegram|we\s?chat|weixin|微信|薇信|v信|vx|wx|賴|ライン|viber|kakao\s?talk|kakao|カカオ|qq|skype|insta(?:gram)?|インスタ"
    r"|facebook|fb|snapchat|tiktok|threads"
)
UNSURE = r"line|signal|messenger|ig"
"""Also words for other things: with them only what looks like a name, and where it is said to be one."""

FILLER = r"(?:me|us|id|no|nr|number|nombor|account|acc|user(?:name)?|name|handle|on|at|under|unter|bei|als|über|di|saya|我|帳號|账号|號|号|名|アカウント|の|は)"
SAYS = r"(?:[:=：＝]|-\s|is|ist|est|ialah|adalah|是|は)"
NAME = r"@?(?P<name>[a-z0-9][a-z0-9_.-]{2,29})(?![a-z0-9_])"
BETWEEN = rf"\s{{0,3}}(?:{FILLER}\s{{0,3}}){{0,3}}(?P<says>{SAYS}\s{{0,3}})?"
SURELY = re.compile(rf"(?<![a-z0-9])(?:{SURE})(?![a-z]{{3}}[a-z]){BETWEEN}{NAME}", re.IGNORECASE)
UNSURELY = re.compile(
    rf"(?P<cue>(?<![a-z])(?:my|our|via|by|me\s{{1,3}}on|add|contact|write|mein|meine|per|über|saya|guna|tambah|加|我的|用)\s{{0,3}}(?:我\s{{0,3}})?)?"
    rf"(?<![a-z0-9])(?P<where>{UNSURE})(?![a-z]{{3}}[a-z]){BETWEEN}{NAME}",
    re.IGNORECASE,
)
AT = re.compile(r"(?<![\w@.])@(?P<name>[a-z0-9_][a-z0-9_.]{2,29})(?![a-z0-9_])", re.IGNORECASE)
PRICED = re.compile(r"[\d.,]{1,20}[a-z]{0,5}\.?|home|work|school|office|night|noon|once|least|last|first|all|the", re.IGNORECASE)
NO_NAME = words(
    "not the good fine down broken working better easy blocked allowed available possible free only more also okay never see here "
    "message messages messenger please call calls chat group photo photos video app web nicht leider tidak bukan boleh"
)


def handles_in(text: str) -> Iterator[re.Match[str]]:
    """Every name at a messenger, from left to right, none over another."""
    end = 0
    hits = [
        *(hit for hit in SURELY.finditer(text) if _is_name(hit["name"]) or (hit["says"] and hit["name"].lower() not in NO_NAME)),
        *(hit for hit in UNSURELY.finditer(text) if _is_unsure_name(hit)),
        *(hit for hit in AT.finditer(text) if not PRICED.fullmatch(hit["name"])),
    ]
    for hit in sorted(hits, key=lambda hit: hit.start()):
        if hit.start() >= end:
            end = hit.end()
            yield hit


def _is_name(name: str) -> bool:
    """What nobody writes as a word: letters with digits, an underscore or a dot inside."""
    kept = name.rstrip(".-")
    shaped = "_" in kept or "." in kept or any(map(str.isdecimal, kept))
    return len(kept) >= 4 and shaped and any(map(str.isalpha, kept)) and not kept[0].isdecimal()


def _is_unsure_name(hit: re.Match[str]) -> bool:
    name = hit["name"].rstrip(".-")
    shaped = "_" in name or (sum(map(str.isalpha, name)) >= 3 and sum(map(str.isdecimal, name)) >= 2)
    return _is_name(name) and shaped and bool(hit["cue"] or hit["says"] or hit["where"].isupper())
