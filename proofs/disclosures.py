"""
What leaves is written down: for each mail that says something of a person, and each seller's page that shows it, there is a row that the person can read; and
for each row there is a mail or a page.

The tap is on the mail spool and on what pages said. What is searched for stands nowhere else.
"""

import re
from email.message import EmailMessage

from proofs import Ground, Outcome, Proof, Size, walks
from proofs.leases import Bought, everywhere
from proofs.people import Someone

SAYING = ("email", "given", "family", "street", "flat", "phone", "town")
KINDS = {"seller", "courier", "mail-server", "payment-gateway"}
ORDER = re.compile(r"BM-[A-Z0-9]{4}-[A-Z0-9]{4}")
MOMENT = 10.0
LEDGER = (
    "SELECT recipient, recipient_name, categories, order_ref, at FROM privacy_disclosure WHERE person_id = "
    "(SELECT person_id FROM privacy_disclosure WHERE order_ref LIKE %s AND recipient = 'mail-server' LIMIT 1)"
)


def run(ground: Ground, size: Size) -> Outcome:
    """People open an account, order, pay, are sent to; each mail and each seller's page is laid beside the rows."""
    held, short, noticed = list[bool](), list[str](), True
    finance, seller, rival = ground.signed_in("finance"), ground.signed_in("brandt"), ground.signed_in("corner")
    for _ in range(size.of(small=1, full=20)):
        who, visitor = ground.someone(), ground.http()
        ground.open_account(visitor, who)
        walks.put_in_basket(visitor, "padded chair")
        _done, number = walks.place_order(visitor, who)
        walks.confirm_transfers(finance)
        bought = Bought(who, f"{number}-1")
        seen = {name for name, desk in (("seller", seller), ("rival", rival)) if who.given.lower() in everywhere(desk, bought, but=who.given)}
        seller.submit(seller.get(f"/seller/orders/{bought.number}"), "carrier", carrier="Dragonfly Couriers", tracking=who.parcel)
        ground.settle()
        rows, mails = ledger(ground, number), [mail for mail in ground.mails() if says(mail, who)]
        told = visitor.get("/your-data").words
        checks = {
            "a mail left without a row": bool(mails) and all(has_row(mail, rows) for mail in mails),
            "a mail went to somebody else": all(who.email in str(mail["To"]) for mail in mails),
            "the seller saw without a row": seen == {"seller"} and any(name == "Atelier Brandt" for _kind, name, *_ in rows),
            "a row names who received nothing": {str(kind).partition(":")[0] for kind, *_ in rows} <= KINDS,
            "the person does not see a recipient": all(str(name) in told for _kind, name, *_ in rows),
        }
        noticed &= not all(has_row(mail, [row for row in rows if row[0] != "mail-server"]) for mail in mails)
        held += checks.values()
        short += [words for words, good in checks.items() if not good]
    return Outcome(len(held), sum(held), "our copy of the ledger without the mail server's rows", noticed, tuple(short))


def ledger(ground: Ground, number: str) -> list[tuple[object, ...]]:
    """All rows of whoever placed this order."""
    return ground.rows(LEDGER, f"{number}%")


def says(mail: EmailMessage, who: Someone) -> list[str]:
    """What of the person is in a mail, its envelope too."""
    text = f"{mail.as_string()}\n{walks.words_of(mail)}".lower()
    return [name for name in SAYING if getattr(who, name).lower() in text]


def has_row(mail: EmailMessage, rows: list[tuple[object, ...]]) -> bool:
    """Whether a row of the mail server for just this was there when the mail left: for its order, or, for a mail about no order, of that very moment."""
    left = mail["Date"].datetime.timestamp()
    about = ORDER.search(str(mail["Subject"]))
    for kind, _name, _letters, order, at in rows:
        before = left + 1 - at.timestamp()  # type: ignore[attr-defined]
        same = str(order).startswith(about[0]) if about else not order and before < MOMENT
        if kind == "mail-server" and before >= 0 and same:
            return True
    return False


PROOF = Proof(code="disclosures", words="Whatever of a person leaves, by mail or at a seller's desk, has a row that they read", run=run)
