"""Writing by mail and telephone: to a seller through the relay, to the office, being called, and a parcel that a courier brings."""

from email import policy
from email.message import EmailMessage
from typing import TYPE_CHECKING

from proofs.canaries import Canary
from proofs.depot import Depot, open_depot
from proofs.drawing import written
from proofs.mailhost import Mailbox, open_mailbox
from proofs.relay import RELAY, Sale, is_open, relayed
from proofs.switchboard import Switchboard, open_switchboard
from proofs.walks import Stuck, confirm_transfers, place_order, put_in_basket, went

if TYPE_CHECKING:
    from proofs.chapters.cast import Cast

SELLER = "corner"
"""May have an address and call while `relayed`."""


def happens(cast: "Cast") -> None:
    """The shop gets two mailboxes, a telephone relay and a courier of ours for a while."""
    with (
        open_mailbox() as box,
        open_mailbox() as office,
        open_switchboard() as board,
        open_depot() as depot,
        relayed(cast.ground, box, board, PRIVACY_MAILBOX=office.url, COURIER=depot.url),
    ):
        _write_and_be_called(cast, box, office, board, depot)


def _write_and_be_called(cast: "Cast", box: Mailbox, office: Mailbox, board: Switchboard, depot: Depot) -> None:
    sale = _buy(cast)
    _write_to_the_seller(sale, box)
    _write_to_the_office(cast.guest, office)
    _be_called(cast, sale, board)
    _be_brought(cast, sale, depot)
    cast.ground.run("task", "read_relay", "read_mailbox", "send_letters")
    cast.ground.settle()
    if not any("Complaint" in str(mail["Subject"]) or "PR-" in str(mail["Subject"]) for mail in cast.ground.mails(to=cast.guest.who.email)):
        raise Stuck("The office did not confirm what came by mail.")
    went(cast.away.visitor.get(f"{sale.page}/{sale.number}/messages"), cast.away.who.told)


def _buy(cast: "Cast") -> Sale:
    """An order of one who lives abroad, from a seller who may call them; open as soon as it is paid."""
    buyer = cast.away
    put_in_basket(buyer.visitor, "cactus")
    done, number = place_order(buyer.visitor, buyer.who)
    buyer.did(done)
    confirm_transfers(cast.desk("finance"))
    parcel = done.links(f"/orders/{number}/")[0].split("/")[3]
    sale = Sale(buyer, SELLER, parcel, "sent", f"/orders/{number}")
    cast.ground.wait_for(lambda: is_open(cast.ground, sale), within=240, words="No addresses, or no line, stand for the buyer's.")
    return sale


def _write_to_the_seller(sale: Sale, box: Mailbox) -> None:
    """By one's own mail program, to the address that stands for the seller."""
    page = went(sale.buyer.visitor.get(f"{sale.page}/{sale.number}/messages"))
    found = RELAY.search(page.text)
    if not found:
        raise Stuck("No address stands for the seller.")
    who = sale.buyer.who
    mail = _letter(sale.buyer, to=found[1], subject=f"{who.name}, {who.phone}", words=f"{who.told}?\n\n-- \n{who.name}\n{who.street}\n")
    box.put(b"Received: from somewhere by mx\r\n" + bytes(mail))


def _write_to_the_office(canary: Canary, office: Mailbox) -> None:
    """A complaint with a picture of a letter."""
    who = canary.who
    mail = _letter(canary, to="privacy@eu.boxmalls.example", subject=f"Privacy Complaint, {who.told}", words=f"{who.told}. Call me: {who.phone}\n{who.name}")
    mail.add_attachment(written(who.name, who.street), maintype="image", subtype="png", filename=f"{who.given}.png")
    office.put(b"Received: from somewhere by mx\r\n" + bytes(mail))


def _letter(canary: Canary, *, to: str, subject: str, words: str) -> EmailMessage:
    mail = EmailMessage(policy=policy.SMTP)
    mail["From"] = f"{canary.who.name} <{canary.who.email}>"
    mail["To"], mail["Subject"] = to, subject
    mail["Message-ID"] = f"<{canary.who.given}@{canary.who.email.partition('@')[2]}>"
    mail.set_content(words)
    return mail


def _be_called(cast: "Cast", sale: Sale, board: Switchboard) -> None:
    """The seller's label lends a number, and a call goes through it."""
    went(cast.desk(SELLER).post("/seller/labels", {"order": sale.number, "size": "a4"}))
    went(cast.desk(SELLER).post("/seller/orders/copy", {"format": "csv"}))
    session = board.session_of(sale.buyer.who.phone)
    status = board.call(cast.ground.port, "eu.localhost", session)
    if not session or status != 204:
        raise Stuck(f"No call went through: {status}")


def _be_brought(cast: "Cast", sale: Sale, depot: Depot) -> None:
    """The seller books a courier, who has the parcel and brings it."""
    desk = cast.desk(SELLER)
    page = went(desk.get(f"/seller/orders/{sale.number}"))
    went(desk.submit(page, "/seller/courier"))
    parcel = cast.ground.wait_for(lambda: depot.parcel_to(sale.buyer.who.street), words="The courier heard of no parcel.")
    for kind in ("accepted", "delivered"):
        status = depot.tell(cast.ground.port, "eu.localhost", parcel, kind)
        if status != 204:
            raise Stuck(f"The courier was not heard: {status}")
