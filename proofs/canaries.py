"""Canaries: persons whose every value is found nowhere else, so that whatever is kept of them can be told. What they do is in `chapters`."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote

from proofs.people import Someone
from proofs.visitor import Answer, Visitor
from proofs.walks import went

if TYPE_CHECKING:
    from proofs.ground import Ground

ANY = frozenset("abcdefghi")
KINDS: dict[str, frozenset[str]] = {
    "given": frozenset("a"),
    "family": frozenset("a"),
    "name": frozenset("a"),
    "email": frozenset("ad"),
    "phone": frozenset("a"),
    "street": frozenset("a"),
    "flat": frozenset("a"),
    "town": frozenset("a"),
    "region": frozenset("a"),
    "birthday": frozenset("a"),
    "ip": frozenset("df"),
    "agent": frozenset("df"),
    "words": ANY,
    "told": frozenset(),
    "parcel": frozenset(),
    "password": frozenset(),
}
"""
What is known of a canary, and in which categories of the policy it may stand in the open.

`told` is what is written to the office and to sellers, and by them: sealed wherever it stands.
Not among them: postcode and country, of four digits and two letters, which stand everywhere; that they arrive is seen by whose row it is.
"""

IN_MAIL = frozenset({"given", "family", "name", "email", "phone", "street", "flat", "town", "region", "parcel", "told"})
"""What a mail to the canary itself may say."""


@dataclass(slots=True)
class Canary:
    """
    A person, their browser, and what our pages did with them.

    :param knows: other people whose values they told us themselves, as of a gift.
    """

    who: Someone
    visitor: Visitor
    pages: list[Answer] = field(default_factory=list)
    knows: set[str] = field(default_factory=set)

    def did(self, page: Answer) -> Answer:
        """A step that was meant to succeed; the page to which it led is looked at afterwards."""
        self.pages.append(went(page))
        return page


def hatch(ground: "Ground", *, site: str = "eu") -> Canary:
    """A new canary at a browser of its own, whose every request tells address, browser and where it comes from."""
    who = ground.someone(site=site)
    return Canary(who, browser_of(ground, who))


def browser_of(ground: "Ground", who: Someone) -> Visitor:
    """A browser that tells who sits at it."""
    headers = {"X-Forwarded-For": who.ip, "User-Agent": who.agent, "Referer": f"https://search.example/?q={quote(who.words)}"}
    return ground.http(who.site, **headers)
