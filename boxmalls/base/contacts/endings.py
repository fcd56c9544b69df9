"""The endings of names on the internet, and which of them are words that people write after a full stop."""

from pathlib import Path


def words(text: str) -> frozenset[str]:
    """A few words, as a set."""
    return frozenset(text.split())


def _read() -> frozenset[str]:
    lines = (Path(__file__).parent / "data" / "endings.txt").read_text().split("\n")
    names = [line.strip().lower() for line in lines if line.strip() and not line.startswith("#")]
    return frozenset(name if not name.startswith("xn--") else name[4:].encode().decode("punycode") for name in names)


ENDINGS = _read()
"""Of IANA's list, in lower case; those of other scripts as they are written."""

COMMON = words("com net org info biz edu gov io co app dev shop store online site xyz asia email cloud eu")
SAID = COMMON | {ending for ending in ENDINGS if len(ending) == 2}
"""Endings that somebody would spell out in words; `polka dot shoes` is no address."""

STARTS = words("it is in no so to at as do am by my me us be id es im la ke sy ni je et sa ad an now today here how just one best love live open")
"""Endings that are also the first word of a sentence: with a capital, or after a full stop and a space, they are taken for that."""

FILES = words("zip mov md py sh ps rs")
UNITS = words("cm mm km kg g ml m pm am st pc pcs pt px tv fm la in")
NEVER_BARE = FILES | words("sy ni je ke la now today here how just one best love live open ltd")
"""Not taken for an address unless something else says so (`www`, a path, an @)."""


def starts_a_sentence(ending: str) -> bool:
    """Whether `…broken.It` is two sentences rather than an address; `…shop.it` is one."""
    return ending.lower() in STARTS and ending[:1].isupper() and not ending.isupper()
