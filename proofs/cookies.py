"""What the shop sets on devices: nothing for who reads, only what is declared for who does things, and nothing optional after a no."""

import json
from collections.abc import Callable
from http.cookies import SimpleCookie

from proofs import Ground, Outcome, Proof, Size, walks
from proofs.visitor import Visitor

READING = ("/", "/c", "/search?q=chair", "/help", "/help/selling", "/policy", "/policy/cookies", "/your-data", "/cart", "/accounts/login/", "/nothing/here")


def run(ground: Ground, size: Size) -> Outcome:
    """Read, answer, sign up, order of a kind; every cookie on the way is looked up in the register."""
    declared = {each["name"]: each for each in json.loads(ground.run("register", "--json"))["cookies"] if each["kind"] == "cookie"}
    needed = {name for name, each in declared.items() if each["necessary"]}
    seen: set[str] = set()
    held: list[bool] = []
    for _ in range(size.of(small=1, full=20)):
        for answer, allowed in (("", needed), ("no", needed), ("yes", set(declared))):
            visitor = ground.http()
            held.append(_reads(visitor) == set())
            held.append(_answers(visitor, answer) <= allowed)
            walks.put_in_basket(visitor, "chair")
            held.append(set_by(visitor) <= allowed)
            seen |= set_by(visitor)
        visitor.post("/your-data/devices", {"answer": "no", "next": "/"})
        held.append(set(visitor.cookies) <= needed)
        visitor = ground.http()
        ground.open_account(visitor, ground.someone())
        held.append(set_by(visitor) <= needed)
    control = not seen <= set(declared) - {"visits"}
    return Outcome(len(held), sum(held), "one cookie struck off our copy of the register", control)


def _reads(visitor: Visitor) -> set[str]:
    for path in READING:
        visitor.get(path)
    return set_by(visitor)


def _answers(visitor: Visitor, answer: str) -> set[str]:
    if answer:
        visitor.post("/your-data/devices", {"answer": answer, "next": "/"})
    return set_by(visitor)


def set_by(visitor: Visitor) -> set[str]:
    """Every cookie that was set on the way; those that were only taken away do not count."""
    lines = [each for each in visitor.trail if "=" in each.partition(";")[0] and not each.startswith(("/", "http"))]
    stays: Callable[[str, str], bool] = lambda value, age: bool(value) and age != "0"
    return {name for line in lines for name, morsel in SimpleCookie(line).items() if stays(morsel.value, morsel["max-age"])}


PROOF = Proof(code="cookies", words="Devices keep nothing unasked, nothing undeclared, and nothing optional after a no", run=run)
