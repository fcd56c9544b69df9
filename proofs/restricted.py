"""
Restricted: from the moment that somebody asks, nobody but they themselves reads what is held about them, wherever it is shown; and all of it is there again
when they no longer ask.

Who reads a buyer's data in a shop, and by which pages, is listed here; the shop is not asked.
"""

from dataclasses import dataclass

from proofs import Ground, Outcome, Proof, Size, walks
from proofs.leases import Bought, everywhere
from proofs.visitor import Visitor


@dataclass(frozen=True, slots=True)
class Desks:
    """People at work who read buyers' data."""

    seller: Visitor
    admin: Visitor
    finance: Visitor

    def reading(self, bought: Bought) -> dict[str, bool]:
        """Who finds the buyer's given name, which stands nowhere else, somewhere."""
        who = bought.who
        desk = self.admin.get("/back-office/orders")
        found = self.admin.submit(desk, "/back-office/orders", number=bought.number, reason="They called").text
        # What the form asked stands in it again: by number, so the name is not among it.
        money = self.finance.get("/back-office/transfers").text + self.finance.get(f"/back-office/transfers?q={bought.number}").text
        texts = {"seller": everywhere(self.seller, bought, but=who.given), "support": found.lower(), "finance": money.lower()}
        return {name: who.given.lower() in text for name, text in texts.items()}


def run(ground: Ground, size: Size) -> Outcome:
    """People who ordered ask for it, read their own, and lift it by the office."""
    held, short, control = list[bool](), list[str](), True
    desks = Desks(ground.signed_in("brandt"), ground.signed_in("admin"), ground.signed_in("finance"))
    officer = ground.signed_in("officer")
    for _ in range(size.of(small=1, full=15)):
        who, visitor = ground.someone(), ground.http()
        ground.open_account(visitor, who)
        walks.put_in_basket(visitor, "padded chair")
        _done, number = walks.place_order(visitor, who)
        walks.confirm_transfers(desks.finance)
        bought = Bought(who, f"{number}-1")
        before = desks.reading(bought)
        control &= before["seller"]
        asked = visitor.submit(visitor.get("/privacy/requests/new"), "kind", "words", kind="restrict", words="I dispute it")
        during = desks.reading(bought)
        mine = who.name in visitor.get("/account/addresses").text
        officer.post(f"/office/requests/{asked.url.rpartition('/')[2].partition('?')[0]}/lift")
        after = desks.reading(bought)
        checks = {f"{name} reads on": not read for name, read in during.items()}
        checks |= {"the person no longer reads": mine, "it is not there again": after == before}
        held += checks.values()
        short += [words for words, good in checks.items() if not good]
    return Outcome(len(held), sum(held), "the same look before it was asked", control, tuple(short))


PROOF = Proof(code="restricted", words="What is restricted is read by its person alone, at once and wherever it was shown", run=run)
