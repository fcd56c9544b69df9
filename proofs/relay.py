"""
A seller never learns a buyer's address of mail or number, nor a buyer a seller's, by any way out of the shop; and after the lease nothing passes.

Buyers whose every value stands nowhere else order from a seller who learns a first name and from one who learns an address and may call. The shop is
given a mailbox, a phone relay and a courier of ours, who is told where the parcels of the first go. Every page of the sellers, search, file, label, slip,
invoice and mail is read for the values in any shape; mails go both ways and calls are told, and orders from before get their addresses; then each lease
ends, in one of three ways, and all of it is tried again. The controls: the same searches find the buyer where the lease permits it and again once the days
are given back, and find a number and an address that are planted.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser

from proofs import Ground, Outcome, Proof, Size
from proofs.canaries import Canary, hatch
from proofs.depot import Depot, open_depot
from proofs.ground import NotHere
from proofs.mailhost import Mailbox, open_mailbox
from proofs.shapes import Search
from proofs.switchboard import Switchboard, open_switchboard
from proofs.visitor import Visitor
from proofs.walks import confirm_transfers, place_order, put_in_basket

DESKS = {"brandt": "atelier-brandt", "corner": "green-corner"}
CALLS = "corner"
BRINGS = "brandt"
"""Learns a first name, and has the shop's courier bring what it sends."""
GOODS = ("padded chair", "cactus")
ENDINGS = {"brandt": ("off", "sent", "arrived"), "corner": ("sent", "off", "arrived")}
DAYS = {"sent": 31, "arrived": 15}
NEVER = frozenset({"email", "phone", "home", "digits"})
UNOPENED = NEVER | {"family", "street", "flat", "town"}
ANYTHING = UNOPENED | {"given"}
CODE = re.compile(r"WINGS-\d{5}")
RELAY = re.compile(r"mailto:(o-[a-z2-7]{26}@[\w.-]+)")


@dataclass(slots=True)
class Sale:
    """One order: who bought, at which desk, its number, how its lease ends, and where its two sides write."""

    buyer: Canary
    desk: str
    number: str
    ending: str
    page: str
    to_seller: str = ""
    to_buyer: str = ""
    session: str = ""
    parcel: str = ""


@dataclass(slots=True)
class Trial:
    """What was tried, and what did not hold."""

    ground: Ground
    box: Mailbox
    board: Switchboard
    depot: Depot
    desks: dict[str, Visitor]
    staff: dict[str, str]
    tried: int = 0
    short: list[str] = field(default_factory=list)

    def holds(self, what: str, true: object) -> None:
        """One thing that has to be so."""
        self.tried += 1
        if not true:
            self.short.append(what)

    def without(self, where: str, content: bytes | str, who: Canary, kinds: frozenset[str]) -> None:
        """Nothing of these kinds is in there, in whatever shape."""
        found = {one.value for one in searching(who, kinds)(content)}
        self.holds(f"{where}: {', '.join(sorted(found))}", not found)


def run(ground: Ground, size: Size) -> Outcome:
    """Sell, read, write, call; end the leases; read, write and call again."""
    early = sell(ground, 1)
    with open_mailbox() as box, open_switchboard() as board, open_depot() as depot, relayed(ground, box, board, COURIER=depot.url):
        signed = ground.sign_ins()
        desks = {name: ground.signed_in(name) for name in DESKS}
        trial = Trial(ground, box, board, depot, desks, {name: signed[name]["email"] for name in DESKS})
        for sale in early:
            trial.holds("an order from before there was a relay gets addresses", addresses_come(ground, sale))
        sales = sell(ground, size.of(small=2, full=30))
        for sale in sales:
            ground.wait_for(lambda sale=sale: is_open(ground, sale), within=240, words="No addresses, or no line, stand for a buyer's.")
        _have_brought(trial, [sale for sale in sales if sale.desk == BRINGS])
        control = [_planted(trial, sales[0])]
        for sale in sales:
            control.append(_read_while_open(trial, sale))
        _write_both_ways(trial, sales)
        _call(trial, sales)
        for sale in sales:
            _end(trial, sale)
        for sale in sales:
            _read_when_over(trial, sale)
        _nothing_passes(trial, sales)
        _read_mails(trial, sales)
        control.append(_days_given_back(trial, sales))
    words = "the same searches where the lease permits, once the days are given back, and with a number and an address planted"
    return Outcome(trial.tried, trial.tried - len(trial.short), words, all(control), tuple(trial.short))


@contextmanager
def relayed(ground: Ground, box: Mailbox, board: Switchboard, **more: str) -> Iterator[None]:
    """The shop with a mailbox and a phone relay, and one seller who may call; as it was, afterwards. `more`: further variables of the shop."""
    before = ground.environment
    [(learns,)] = ground.rows("SELECT learns FROM sellers_seller WHERE slug = %s", DESKS[CALLS])
    ground.stop()
    ground.environment = {**before, "RELAY_MAILBOX": box.url, "PHONE_RELAY": board.url, **more}
    ground.start()
    try:
        ground.rows("UPDATE sellers_seller SET learns = 'address_phone' WHERE slug = %s", DESKS[CALLS])
        yield
    finally:
        ground.rows("UPDATE sellers_seller SET learns = %s WHERE slug = %s", learns, DESKS[CALLS])
        ground.stop()
        ground.environment = before
        ground.start()


def sell(ground: Ground, buyers: int) -> list[Sale]:
    """So many buyers, one order each at both desks, paid."""
    sales = []
    for number in range(buyers):
        buyer = hatch(ground)
        for goods in GOODS:
            put_in_basket(buyer.visitor, goods)
        _done, group = place_order(buyer.visitor, buyer.who)
        for desk, slug in DESKS.items():
            [(mine,)] = ground.rows(
                "SELECT o.number FROM orders_order o JOIN orders_ordergroup g ON g.id = o.group_id JOIN sellers_seller s ON s.id = o.seller_id "
                "WHERE g.number = %s AND s.slug = %s", group, slug,
            )  # fmt: skip
            sales.append(Sale(buyer, desk, mine, ENDINGS[desk][number % 3], f"/orders/{group}"))
    confirm_transfers(ground.signed_in("finance"))
    return sales


OF_IT = "order_id = (SELECT id FROM orders_order WHERE number = %s)"


def addresses_come(ground: Ground, sale: Sale) -> bool:
    """Whether both addresses of an order come by themselves, soon."""
    ground.run("task", "catch_up_with_orders")
    return len(ground.rows(f"SELECT id FROM orders_relayaddress WHERE {OF_IT}", sale.number)) == 2


def is_open(ground: Ground, sale: Sale) -> bool:
    """Whether what stands for the two sides of an order is there."""
    addresses = ground.rows(f"SELECT id FROM orders_relayaddress WHERE {OF_IT}", sale.number)
    lines = ground.rows(f"SELECT id FROM orders_phoneline WHERE opened_at IS NOT NULL AND {OF_IT}", sale.number)
    return len(addresses) == 2 and len(lines) == (sale.desk == CALLS)


def follows(ground: Ground, sale: Sale) -> bool:
    """Whether what stands for the two sides has heard what happened to an order, and ends with it."""
    ends = "SELECT id FROM {} WHERE ends_at > now() + make_interval(days => %s) AND " + OF_IT
    return not any(ground.rows(ends.format(table), DAYS.get(sale.ending, 0), sale.number) for table in ("orders_relayaddress", "orders_phoneline"))


def values_of(who: Canary) -> dict[str, str]:
    """What is looked for, by its kind; a number as it is written at home and abroad, too."""
    told = who.who
    _country, _space, national = told.phone.partition(" ")
    home = "0" + national
    return {
        **{kind: getattr(told, kind) for kind in ("given", "family", "email", "phone", "street", "flat", "town")},
        "home": home,
        "digits": national.replace(" ", ""),
    }


def searching(who: Canary, kinds: frozenset[str]) -> Search:
    """A search for these kinds of somebody's values."""
    return Search({kind: value for kind, value in values_of(who).items() if kind in kinds})


def readings(trial: Trial, sale: Sale, *, whole: bool = False) -> Iterator[tuple[str, bool, int, bytes]]:
    """
    Every way in which a seller reads of an order: its name, whether it opens what is closed elsewhere, the answer's status and bytes.

    :param whole: also the pages that are about no order of its own.
    """
    desk, own, number = trial.desks[sale.desk], f"/seller/orders/{sale.number}", sale.number
    around = ("/seller/", "/seller/orders", "/seller/money", "/seller/corrections", "/seller/figures.csv", f"/sellers/{DESKS[sale.desk]}")
    for path in (
        *(around if whole else ()),
        "/api/v1/search?q=chair",
        "/seller/orders?show=all",
        f"/seller/orders?q={number}",
        own,
        f"{own}/messages",
        f"{own}/invoice",
    ):
        answer = desk.get(path)
        yield path, False, answer.status, answer.body
    answer = desk.post(f"{own}/delivery")
    yield "the opened address", True, answer.status, answer.body
    for form in ("csv", "json"):
        answer = desk.post("/seller/orders/copy", {"format": form})
        yield f"the copy as {form}", True, answer.status, answer.body
    for paper in ("10x15", "a4", "slip"):
        answer = desk.post("/seller/labels", {"order": number, "size": paper})
        yield f"on paper, {paper}", paper != "slip", answer.status, answer.body


def _read_while_open(trial: Trial, sale: Sale) -> bool:
    """No address of mail and no number anywhere, and nothing more than what the seller learns; whether the searches found what it does learn."""
    learns = sale.desk == CALLS
    opened = set()
    for where, opens, _status, content in readings(trial, sale, whole=True):
        trial.without(f"{sale.desk}, {where}", content, sale.buyer, NEVER if opens and learns else UNOPENED)
        opened |= {where} if opens and learns and searching(sale.buyer, frozenset({"street"}))(content) else set()
    for mine, relay in ((False, "to_buyer"), (True, "to_seller")):
        page = sale.buyer.visitor.get(f"{sale.page}/{sale.number}/messages") if mine else trial.desks[sale.desk].get(f"/seller/orders/{sale.number}/messages")
        found = RELAY.search(page.text)
        setattr(sale, relay, found[1] if found else "")
        trial.holds(f"an address {relay} on the page of {sale.desk}'s order", found)
        if mine:
            trial.holds("the seller's address on the buyer's page", trial.staff[sale.desk] not in page.text)
    return len(opened) == 5 if learns else not opened


def _planted(trial: Trial, sale: Sale) -> bool:
    """A number and an address in the title of what was bought: whether they are found on the pages, in the files and on the slip."""
    title = "SELECT title FROM orders_orderline l JOIN orders_order o ON o.id = l.order_id WHERE o.number = %s"
    plant = "UPDATE orders_orderline l SET title = %s FROM orders_order o WHERE o.id = l.order_id AND o.number = %s"
    [(before,)] = trial.ground.rows(title, sale.number)
    trial.ground.force(plant, f"Call {values_of(sale.buyer)['home']} or {sale.buyer.who.email}", sale.number)
    found = {where: {one.value for one in searching(sale.buyer, NEVER)(content)} for where, _opens, _status, content in readings(trial, sale)}
    trial.ground.force(plant, before, sale.number)
    wanted = (f"/seller/orders/{sale.number}", "the copy as csv", "the copy as json", "on paper, slip")
    return all({"email", "home"} <= found[where] for where in wanted)


def _write_both_ways(trial: Trial, sales: list[Sale]) -> None:
    """Each buyer writes with their own mail program, each seller answers with theirs."""
    for way in (True, False):
        for sale in sales:
            _send(trial, sale, to_seller=way)
        trial.ground.run("task", "read_relay")
        for sale in sales:
            mail = _awaited(trial, sale, to_seller=way)
            trial.holds(f"a mail of {sale.desk}'s order arrives", mail)
            if mail:
                trial.holds("the answer goes back to the relay", str(mail["Reply-To"]) == (sale.to_buyer if way else sale.to_seller))
                sender = sale.buyer.who.email if way else trial.staff[sale.desk]
                trial.holds("nobody's address goes on", sender not in mail.as_string())


def _send(trial: Trial, sale: Sale, *, to_seller: bool, words: str = "") -> None:
    mail = EmailMessage(policy=policy.SMTP)
    mail["From"] = sale.buyer.who.email if to_seller else trial.staff[sale.desk]
    mail["To"] = sale.to_seller if to_seller else sale.to_buyer
    mail["Subject"] = f"{sale.buyer.who.name}, {sale.buyer.who.phone}"
    mail["Message-ID"] = f"<{sale.number}.{to_seller}.{bool(words)}@{mail['From'].rpartition('@')[2]}>"
    mail.set_content(f"{words or wish(sale, to_seller)}\n\n-- \n{sale.buyer.who.name if to_seller else ''}\n")
    trial.box.put(b"Received: from somewhere by mx\r\n" + bytes(mail))


def wish(sale: Sale, to_seller: bool) -> str:
    """What one side writes, found in no other mail."""
    return f"About {sale.buyer.who.words}, {'asked' if to_seller else 'answered'} for {sale.number.lower()}"


def _arrived(trial: Trial, sale: Sale, *, to_seller: bool, words: str = "") -> EmailMessage | None:
    inbox = trial.staff[sale.desk] if to_seller else sale.buyer.who.email
    for mail in trial.ground.mails(to=inbox):
        body = mail.get_body(("plain",))
        if body and (words or wish(sale, to_seller)) in " ".join(body.get_content().split()):
            return mail
    return None


def _awaited(trial: Trial, sale: Sale, *, to_seller: bool) -> EmailMessage | None:
    with suppress(NotHere):
        return trial.ground.wait_for(lambda: _arrived(trial, sale, to_seller=to_seller))
    return None


def _call(trial: Trial, sales: list[Sale]) -> None:
    """The seller who may call has a number that is not the buyer's, the relay knows the buyer's and nothing else, and a call is noted."""
    for sale in sales:
        label = trial.desks[sale.desk].post("/seller/labels", {"order": sale.number, "size": "a4"}).words
        sale.session = session = trial.board.session_of(sale.buyer.who.phone)
        trial.holds("a line is lent", session)
        lent = trial.board.lines.get(session, {}).get("number", "nothing")
        trial.holds(f"the lent number on the label of {sale.desk}", (lent in label) == (sale.desk == CALLS))
        trial.without("the phone relay was told", b"\n".join(trial.board.told), sale.buyer, UNOPENED - {"phone", "home", "digits"})
        if sale.desk == CALLS:
            before = calls(trial.ground)
            status = trial.board.call(trial.ground.port, "eu.localhost", session)
            trial.holds("a call is noted", (status, calls(trial.ground)) == (204, before + 1))


def _have_brought(trial: Trial, sales: list[Sale]) -> None:
    """The seller who learns a first name has the courier told where parcels go, and holds a code; the courier learns no way to write or call."""
    desk = trial.desks[BRINGS]
    how = [("handover", "drop_off"), ("service", "standard"), ("weight", "1"), ("measure", "m")]
    trial.holds("all are booked at once", desk.post("/seller/courier", [*how, *(("order", sale.number) for sale in sales)]).status == 200)
    for sale in sales:
        with suppress(NotHere):
            trial.ground.wait_for(lambda sale=sale: trial.depot.parcel_to(sale.buyer.who.street))
        sale.parcel = trial.depot.parcel_to(sale.buyer.who.street)
        trial.holds("the courier is told where it goes", sale.parcel)
        label = trial.ground.wait_for(
            lambda sale=sale: (found := desk.post("/seller/labels", {"order": sale.number, "size": "a4"})) and CODE.search(found.text) and found
        )
        trial.without("the label of a parcel by a code", label.body if label else b"", sale.buyer, ANYTHING)
        trial.without("the courier was told", b"\n".join(trial.depot.told), sale.buyer, NEVER)


def _end(trial: Trial, sale: Sale) -> None:
    """The lease of an order ends: called off by the buyer, or so many days after it was sent, or arrived."""
    action = f"{sale.page}/{sale.number}/"
    if sale.ending == "off":
        sale.buyer.visitor.post(f"{action}cancellation")
        trial.ground.wait_for(lambda: follows(trial.ground, sale))
        return
    desk = trial.desks[sale.desk]
    desk.submit(desk.get(f"/seller/orders/{sale.number}"), "carrier", carrier="Dragonfly Couriers", tracking=f"P{sale.number[-6:-2]}")
    if sale.ending == "arrived":
        sale.buyer.visitor.post(f"{action}receipt")
    trial.ground.wait_for(lambda: follows(trial.ground, sale))
    days_pass(trial.ground, sale, DAYS[sale.ending])


def days_pass(ground: Ground, sale: Sale, days: int) -> None:
    """What happened to an order happened so much longer ago, and what ends with it ends so much earlier."""
    moments = {
        "orders_shipment": "shipped_at",
        "orders_receipt": "received_at",
        "orders_relayaddress": "ends_at",
        "orders_phoneline": "ends_at",
        "orders_booking": "ends_at",
    }
    for table, column in moments.items():
        ground.force(f"UPDATE {table} SET {column} = {column} - make_interval(days => %s) WHERE {OF_IT}", days, sale.number)


def _read_when_over(trial: Trial, sale: Sale) -> None:
    """The buyer is nobody, wherever their seller looks; no label, and no way to write on the page."""
    for where, opens, status, content in readings(trial, sale, whole=True):
        trial.without(f"{sale.desk}, {sale.ending}, {where}", content, sale.buyer, ANYTHING)
        if opens and not where.startswith("the copy"):
            trial.holds(f"{where} is refused once it is {sale.ending}", status in (403, 409))
    desk = trial.desks[sale.desk]
    for name in (sale.buyer.who.given, sale.buyer.who.family):
        trial.holds("the name is not found", not desk.get(f"/seller/orders?q={name}").links("/seller/orders/"))
    trial.holds("no address of the relay stays on the page", not RELAY.search(desk.get(f"/seller/orders/{sale.number}/messages").text))


def _nothing_passes(trial: Trial, sales: list[Sale]) -> None:
    """Mails to the addresses become nothing, lines are closed at the relay, calls are not heard."""
    written, sessions = trial.ground.rows("SELECT count(*) FROM orders_ordermessage"), {sale.session for sale in sales}
    for sale in sales:
        for way in (True, False):
            _send(trial, sale, to_seller=way, words=f"Too late for {sale.number.lower()}")
    trial.ground.run("task", "read_relay")
    for task in ("close_what_is_over", "look_after_lines", "look_after_parcels"):
        trial.ground.run("task", task)
    trial.holds("nothing more was written", trial.ground.rows("SELECT count(*) FROM orders_ordermessage") == written)
    for sale in sales:
        for way in (True, False):
            trial.holds("no mail goes on", _arrived(trial, sale, to_seller=way, words=f"Too late for {sale.number.lower()}") is None)
    for sale in sales:
        trial.holds("the courier is to forget", sale.desk != BRINGS or sale.parcel in trial.depot.forgotten)
        trial.holds("nothing is booked any more", sale.desk != BRINGS or trial.depot.tell(trial.ground.port, "eu.localhost", sale.parcel, "in_transit") == 204)
    noted = "SELECT 1 FROM orders_parcelevent e JOIN orders_order o ON o.id = e.order_id WHERE o.number = ANY(%s)"
    trial.holds("no place of a parcel is noted", not trial.ground.rows(noted, [sale.number for sale in sales]))
    before = calls(trial.ground)
    for session in sessions:
        trial.holds("the line is closed", session in trial.board.closed)
        trial.board.call(trial.ground.port, "eu.localhost", session)
    trial.holds("no call is noted", calls(trial.ground) == before)


def _read_mails(trial: Trial, sales: list[Sale]) -> None:
    """No mail to a seller has the buyer in it, none to a buyer the seller's address."""
    for sale in sales:
        for mail in trial.ground.mails(to=trial.staff[sale.desk]):
            trial.without(f"a mail to {sale.desk}", bytes(mail), sale.buyer, UNOPENED)
        for mail in trial.ground.mails(to=sale.buyer.who.email):
            plain = BytesParser(policy=policy.default).parsebytes(bytes(mail)).as_string()
            trial.holds("the seller's address in a mail to a buyer", trial.staff[sale.desk] not in plain)


def _days_given_back(trial: Trial, sales: list[Sale]) -> bool:
    """With the days back the same search finds the buyer again: it is the lease that hid them."""
    sale = next(each for each in sales if each.desk == CALLS and each.ending == "sent")
    days_pass(trial.ground, sale, -DAYS["sent"])
    return any(opens and searching(sale.buyer, frozenset({"street"}))(content) for _where, opens, _status, content in readings(trial, sale))


def calls(ground: Ground) -> int:
    """How many calls are noted."""
    return int(ground.rows("SELECT count(*) FROM orders_phonecall")[0][0])


PROOF = Proof(code="relay", words="No seller learns a buyer's address of mail or number, no buyer a seller's, and nothing passes after the lease", run=run)
