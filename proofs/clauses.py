"""The page of the policy says the policy word for word, each sentence with its state, and to its reader what the download says, too."""

import io
import json
import re
import zipfile
from collections import Counter
from html import unescape

from proofs import Ground, Outcome, Proof, Size
from proofs.visitor import Visitor

SENTENCE = re.compile(r'<span class="sentence" id="([^"]+)">(.*?)<a class="anchor"', re.DOTALL)
NOTE = re.compile(r'id="s-3-1-([a-i])">.*?<div class="note".*?</div>', re.DOTALL)
COUNT = re.compile(r"(\d+) things? held about you|Nothing held about you|Held about you: (0)")


def run(ground: Ground, size: Size) -> Outcome:
    """Hold the page against the file of the policy, and for some persons against what they can carry away."""
    tries, short, control = 0, [], False
    text = ground.http().get("/policy/text").text
    page = ground.http().get("/policy").text
    told = [(sid, unescape(words)) for sid, words in SENTENCE.findall(page)]
    for (sid, words), rest in zip(told, _rests(text, told), strict=True):
        tries += 1
        if rest is None or not re.search(rf'id="{sid}">.*?<span class="badge', page, re.DOTALL):
            short.append(f"{sid} is not in the text, or without a state: {words[:20]}")
    for _ in range(size.of(small=2, full=10)):
        person = ground.someone()
        visitor = ground.open_account(ground.http(), person)
        before = shown(visitor)
        visitor.submit(visitor.get("/account"), "name", name=person.name)
        ground.settle()
        now, carried = shown(visitor), held(visitor)
        tries += len(now)
        short += [f"3.1.{letter}: the page says {now[letter]}, the download {carried[letter]}" for letter in now if now[letter] != carried[letter]]
        control = control or before != carried
    return Outcome(tries, tries - len(short), "what the page said before a name was told", control, tuple(short))


def _rests(text: str, told: list[tuple[str, str]]) -> list[str | None]:
    """What is left of the text after each sentence, None for one that does not come next."""
    rests: list[str | None] = []
    for _sid, words in told:
        found = text.find(words)
        rests.append(text[found + len(words) :] if found >= 0 else None)
        text = rests[-1] or text
    return rests


def shown(visitor: Visitor) -> dict[str, int]:
    """How many things the page says are held, for each kind."""
    page = visitor.get("/policy").text
    notes = {found[1]: COUNT.search(found[0]) for found in NOTE.finditer(page)}
    return {letter: int(found[1] or 0) if found else -1 for letter, found in notes.items()}


def held(visitor: Visitor) -> Counter[str]:
    """How many things the download has, for each kind; what is never shown, such as a password's fingerprint, counts by its column."""
    packed = zipfile.ZipFile(io.BytesIO(visitor.submit(visitor.get("/your-data"), "/your-data/download").body))
    counted: Counter[str] = Counter()
    for table in json.loads(packed.read("export.json"))["holdings"]:
        for column in table["columns"]:
            values = [row["values"].get(column["column"], "hidden") for row in table["rows"]]
            if column["category"]:
                counted[column["category"][-1]] += sum(value not in (None, "", [], {}) for value in values)
    return counted


PROOF = Proof(code="clauses", words="The policy stands word for word, and beside it what is held, as the download has it", run=run)
