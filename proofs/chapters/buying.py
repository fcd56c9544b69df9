"""Buying: with an account, as a guest, abroad, as a gift; being looked up, being sent to, writing to sellers."""

from typing import TYPE_CHECKING
from urllib.parse import quote

from proofs.canaries import Canary
from proofs.people import Someone
from proofs.walks import code_for, confirm_transfers, place_order, put_in_basket, went

if TYPE_CHECKING:
    from proofs.chapters.cast import Cast
    from proofs.ground import Ground

GOODS = ("padded chair", "cactus")


def happens(cast: "Cast") -> None:
    """Orders of everybody who orders, paid, looked up, written about, sent."""
    cast.numbers["buyer"] = order(cast.ground, cast.buyer)
    order(cast.ground, cast.guest)
    order(cast.ground, cast.buyer, to=cast.friend)
    _be_looked_up(cast)
    _pay_and_be_sent(cast)
    _write(cast)
    _prove_as_guest(cast.ground, cast.guest)
    put_in_basket(cast.buyer.visitor, "lamp")
    _balance(cast.buyer)


def order(ground: "Ground", canary: Canary, *, to: Someone | None = None) -> str:
    """Two sellers in one basket, paid by transfer; the number of the group. `to`: whom it is a gift for."""
    for goods in GOODS:
        put_in_basket(canary.visitor, goods)
    done, number = place_order(canary.visitor, to or canary.who)
    canary.did(done)
    return number


def _be_looked_up(cast: "Cast") -> None:
    """Staff look for the person: by address, by number, by name."""
    who, admin = cast.buyer.who, cast.desk("admin")
    for asked in (who.email, cast.numbers["buyer"], who.name):
        desk = went(admin.get("/back-office/orders"))
        admin.submit(desk, "/back-office/orders", number=asked, reason=f"{who.words} called")
    cast.desk("finance").get(f"/back-office/transfers?q={quote(who.email)}")


def _pay_and_be_sent(cast: "Cast") -> None:
    """Finance hears of the money; each seller opens the address and sends a parcel."""
    confirm_transfers(cast.desk("finance"))
    number = cast.numbers["buyer"]
    for seller in ("brandt", "corner"):
        desk = cast.desk(seller)
        for link in desk.get("/seller/orders").links(f"/seller/orders/{number}"):
            page = went(desk.get(link))
            for form in page.forms:
                if form.action.endswith("/delivery"):
                    went(desk.post(form.action, form.values))
            if any("carrier" in form.names for form in page.forms):
                went(desk.submit(page, "carrier", carrier="Dragonfly Couriers", tracking=cast.buyer.who.parcel))
                cast.numbers.setdefault("parcel", link.rpartition("/")[2].partition("?")[0])
                cast.numbers.setdefault("seller", seller)


def _write(cast: "Cast") -> None:
    """The buyer writes to a seller, who answers."""
    number, parcel, visitor = cast.numbers["buyer"], cast.numbers["parcel"], cast.buyer.visitor
    talk = went(visitor.get(f"/orders/{number}/{parcel}/messages"))
    cast.buyer.did(visitor.submit(talk, "text", text=f"{cast.buyer.who.told}, please"))
    desk = cast.desk(cast.numbers["seller"])
    went(desk.submit(went(desk.get(f"/seller/orders/{parcel}/messages")), "text", text=f"Of course, {cast.buyer.who.told}"))
    cast.buyer.did(visitor.get(f"/orders/{number}/invoice"))


def _prove_as_guest(ground: "Ground", canary: Canary) -> None:
    """Who bought without an account proves the address, with a wrong code first, and sees the data."""
    who, visitor = canary.who, canary.visitor
    page = went(visitor.submit(visitor.get("/account/prove"), "/account/prove", email=who.email))
    code = ground.wait_for(lambda: code_for(ground, who.email), words="No letter with a code came.")
    visitor.submit(page, "code", code="WRONG-1")
    canary.did(visitor.submit(page, "code", code=code))
    canary.did(visitor.get("/your-data"))
    canary.did(visitor.get("/orders"))


def _balance(canary: Canary) -> None:
    """Words where an amount is asked for, then an amount."""
    visitor = canary.visitor
    visitor.submit(visitor.get("/balance"), "amount", amount=canary.who.words)
    canary.did(visitor.submit(visitor.get("/balance"), "amount", amount="12"))
