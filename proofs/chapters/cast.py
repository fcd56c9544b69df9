"""Who takes part: canaries, and people of the shop at their desks."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from proofs.canaries import Canary, browser_of, hatch
from proofs.people import Someone, abroad
from proofs.visitor import Visitor

if TYPE_CHECKING:
    from proofs.contract import Size
    from proofs.ground import Ground


@dataclass(slots=True)
class Cast:
    """
    Canaries by their part, and desks by whose they are.

    :param friend: gets a gift from the buyer, and never comes by.
    :param numbers: what an order or a request is called that a later chapter needs.
    """

    ground: "Ground"
    size: "Size"
    buyer: Canary
    guest: Canary
    clerk: Canary
    away: Canary
    child: Canary
    parent: Canary
    mover: Canary
    friend: Someone
    numbers: dict[str, str] = field(default_factory=dict)
    _desks: dict[str, Visitor] = field(default_factory=dict)

    @property
    def canaries(self) -> dict[str, Canary]:
        """Each by the name of its part; the friend's mail would be the buyer's."""
        parts = {name: getattr(self, name) for name in ("buyer", "guest", "clerk", "away", "child", "parent", "mover")}
        return {**parts, "friend": Canary(self.friend, self.buyer.visitor)}

    def desk(self, name: str) -> Visitor:
        """One of the demo's people who works here, signed in once."""
        if name not in self._desks:
            self._desks[name] = self.ground.signed_in(name)
        return self._desks[name]


def gathered(ground: "Ground", size: "Size") -> Cast:
    """Everybody, before anything has happened; no two of them were born on one day."""
    while True:
        buyer, guest, clerk, away, parent, mover = (hatch(ground) for _ in range(6))
        child = hatch(ground, site="my")
        child.who = replace(child.who, birthday=_a_childs(child.who.birthday))
        away.who = abroad(away.who)
        away.visitor = browser_of(ground, away.who)
        friend = replace(ground.someone(), email=buyer.who.email)
        buyer.knows, child.knows = {"friend"}, {"parent"}
        cast = Cast(ground, size, buyer, guest, clerk, away, child, parent, mover, friend)
        if len({canary.who.birthday for canary in cast.canaries.values()}) == len(cast.canaries):
            return cast


def _a_childs(day: str) -> str:
    """A day of one's sixteenth year, by the site's law old enough to ask a guardian."""
    born = date.fromisoformat(day)
    return (datetime.now(UTC).date() - timedelta(days=15 * 366 + born.toordinal() % 300)).isoformat()
