"""
A seller knows a buyer by a lease: not before the order is paid, not another seller, not for what is not needed, and not a second longer than it lasts.

What a seller may know is told beforehand, here: the name, abbreviated. So everything else of a buyer is searched for in whatever that seller can open.
"""

from dataclasses import dataclass
from datetime import timedelta

from proofs import Ground, Outcome, Proof, Size, walks
from proofs.people import Someone
from proofs.visitor import Visitor

NEVER = ("email", "phone", "street", "flat", "family")
"""These goods travel under a number: neither name nor address is needed whole."""

AT_MOST = timedelta(days=120)


@dataclass(slots=True)
class Bought:
    """A buyer, and the number under which each seller has the order."""

    who: Someone
    number: str


def run(ground: Ground, size: Size) -> Outcome:
    """Buyers order, pay, are sent to, and time passes; each time the seller, a rival and a stranger look everywhere."""
    held, short = list[bool](), list[str]()
    finance, seller, rival = ground.signed_in("finance"), ground.signed_in("brandt"), ground.signed_in("corner")
    for _ in range(size.of(small=1, full=20)):
        bought = buy(ground)
        checks = {"before it is paid": not knows(seller, bought)}
        walks.confirm_transfers(finance)
        open_lease = knows(seller, bought)
        checks |= {"the seller, while it is open": open_lease, "more than is needed": not more_than_needed(seller, bought)}
        checks |= {"a rival": not knows(rival, bought), "a stranger": not knows(ground.http(), bought)}
        checks["a copy says whose it is"] = "Atelier Brandt" in ground.run("manage", "whose_copy", feed=leaked(seller, bought))
        with aged(ground, bought, AT_MOST - timedelta(minutes=10)):
            checks["the last minutes"] = knows(seller, bought)
        with aged(ground, bought, AT_MOST):
            checks["when it is over"] = not knows(seller, bought) and not more_than_needed(seller, bought)
        held += checks.values()
        short += [f"{words}" for words, good in checks.items() if not good]
    return Outcome(len(held), sum(held), "the same look while the lease is open", open_lease, tuple(short))


def buy(ground: Ground) -> Bought:
    """Somebody without an account orders a chair."""
    who, visitor = ground.someone(), ground.http()
    walks.put_in_basket(visitor, "padded chair")
    _done, number = walks.place_order(visitor, who)
    return Bought(who, f"{number}-1")


def everywhere(desk: Visitor, bought: Bought, *, but: str = "") -> str:
    """All that somebody at a seller's desk can open about an order: page, talk, invoice, list, copy, and what a search finds; `but` is not searched for."""
    here = f"/seller/orders/{bought.number}"
    paths = [here, f"{here}/messages", f"{here}/invoice", "/seller/orders", "/seller/orders?show=all", "/seller/corrections"]
    paths += [f"/seller/orders?q={asked}" for asked in (bought.number, bought.who.given, bought.who.family, bought.who.email) if asked != but]
    return "\n".join([*(desk.get(path).text for path in paths), desk.post("/seller/orders/copy").text]).lower()


def knows(desk: Visitor, bought: Bought) -> bool:
    """Whether the buyer's given name, which stands nowhere else, is to be found."""
    return bought.who.given.lower() in everywhere(desk, bought, but=bought.who.given)


def more_than_needed(desk: Visitor, bought: Bought) -> list[str]:
    """What is found of the buyer that these goods do not need."""
    return [name for name in NEVER if (value := getattr(bought.who, name)).lower() in everywhere(desk, bought, but=value)]


def leaked(desk: Visitor, bought: Bought) -> str:
    """The one cell that somebody passed on, out of a whole copy."""
    lines = desk.post("/seller/orders/copy").text.splitlines()
    line = next(line for line in lines if bought.number in line)
    return next(cell for cell in line.split(",") if bought.who.given in cell)


class aged:  # noqa: N801
    """For as long as the block the order is paid this much earlier."""

    def __init__(self, ground: Ground, bought: Bought, by: timedelta) -> None:
        self.ground, self.bought, self.by = ground, bought, by

    def __enter__(self) -> None:
        self._move(self.by)

    def __exit__(self, *_: object) -> None:
        self._move(-self.by)

    def _move(self, by: timedelta) -> None:
        self.ground.force(
            "UPDATE payments_transferconfirmation c SET confirmed_at = confirmed_at - %s FROM payments_payment p, orders_order o "
            "WHERE c.payment_id = p.id AND p.group_id = o.group_id AND o.number = %s",
            by,
            self.bought.number,
        )


PROOF = Proof(code="leases", words="A seller knows a buyer only by a lease, only what it needs, and a copy tells whose it was", run=run)
