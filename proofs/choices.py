"""A no holds: somebody says it at the page, and from then on neither the pages nor the database take what it covers, and everything else as before."""

from dataclasses import dataclass
from itertools import product
from typing import Any

import psycopg

from proofs import Ground, Outcome, Proof, Size, walks
from proofs.people import Someone
from proofs.visitor import Visitor

REFUSED, NOT_AGREED = "PD003", "PD004"
CATEGORIES, OCCASIONS = "abcdefghi", "abcdefghijkl"
OPT_OUT, OPT_IN = "/your-data/choices/opt-out", "/your-data/choices/opt-in"
NOWHERE = "0.0.0.0"
SEALED = "decode(repeat('aa', 60), 'hex')"
DUMMIES = {"uuid": "gen_random_uuid()", "bytea": SEALED, "timestamptz": "now()", "date": "current_date", "bool": "false", "varchar": "'x'"}


@dataclass(frozen=True, slots=True)
class Write:
    """
    A row that a room writes for somebody: into which table, for what, and the cell of the policy's table in which it speaks.

    :param said: `column: expression`, beside which each column that may not be empty gets something.
    """

    table: str
    purpose: str
    cell: str
    said: str = ""

    @property
    def category(self) -> str:
        return self.cell[0]

    @property
    def occasion(self) -> str:
        return self.cell[1]

    @property
    def targets(self) -> list[dict[str, str]]:
        """The three ways to say no to it."""
        return [{"category": self.category}, {"category": self.category, "occasion": self.occasion}, {"purpose": self.purpose}]

    def given(self) -> dict[str, str]:
        """What stands in some columns."""
        return {column: expression for column, _colon, expression in (each.partition(": ") for each in self.said.split("; ") if each)}


WRITES = (
    Write("checkout_cart", "checkout.cart", "ei", "site_id: 'my'"),
    Write("accounts_profile", "accounts.profile", "ab", f"name: {SEALED}"),
    Write("privacy_visit", "privacy.recently-viewed", "ff", f"page: {SEALED}"),
    Write("accounts_address", "accounts.address-book", "ab", f"name: {SEALED}; country: 'AT'; kind: 'delivery'"),
    Write("orders_phoneline", "orders.calling", "ad", f"number: {SEALED}"),
    Write("orders_delivery", "orders.ordering", "ai", f"name: {SEALED}"),
    Write("orders_contact", "orders.mails", "ai", f"email: {SEALED}"),
    Write("payments_payment", "payments.paying", "ei", "method: 'balance'; currency: 'EUR'"),
    Write("orders_ordergroup", "orders.ordering", "ei", "site_id: 'eu'; currency: 'EUR'"),
    Write("orders_shipment", "orders.ordering", "gi", f"tracking: {SEALED}"),
    Write("sellers_teammember", "sellers.team", "hc", "role: 'packer'"),
    Write("orders_ordermessage", "orders.writing", "hd", f"text: {SEALED}"),
    Write("orders_relayaddress", "orders.writing", "hd"),
    Write("orders_phonecall", "orders.calling", "hd"),
    Write("checkout_completion", "checkout.once", "hi"),
)
"""Every cell in which the shop's database is written to for something that may be refused; the sign-in's, `df`, is looked at in the safe."""

AT_THE_PAGE = WRITES[:3]


def run(ground: Ground, size: Size) -> Outcome:
    """Several people say no to one thing after another, and take it back; one of them to each cell of the table."""
    held: list[bool] = []
    for _ in range(size.of(small=1, full=6)):
        who = ground.someone()
        visitor = ground.open_account(ground.http(), who)
        walks.put_in_basket(visitor, "chair")
        _agree(visitor)
        person = ground.rows("SELECT id FROM privacy_person WHERE kind = 'account' ORDER BY made_at DESC LIMIT 1")[0][0]
        statements = {write: _statement(ground, write) for write in WRITES}
        for write in AT_THE_PAGE:
            for target in write.targets:
                held += _one_no(ground, visitor, person, statements, write, target)
    held += _every_cell(ground, visitor, person, statements, size)
    held += _signing_in(ground, visitor, person, who)
    for category in CATEGORIES:
        visitor.post(OPT_OUT, {"category": category})
    refused = set(_errors(ground, person, statements)) == {REFUSED}
    control = refused and set(_errors(ground, person, statements, unguarded=True)) == {""}
    return Outcome(len(held), sum(held), "the look-up of each of 15 tables taken away", control)


def _one_no(ground: Ground, visitor: Visitor, person: object, statements: dict[Write, str], write: Write, target: dict[str, str]) -> list[bool]:
    """Before, during and after a no: what the database says to this write, and to the others; and what the page says."""
    before = _errors(ground, person, statements)
    query = "&".join(f"{name}={value}" for name, value in target.items())
    plan = visitor.get(f"{OPT_OUT}?{query}")
    said_first = _errors(ground, person, statements) == before
    visitor.submit(plan, OPT_OUT)
    during = _errors(ground, person, statements)
    as_it_must = during == [_expected(each, target, was) for each, was in zip(WRITES, before, strict=True)]
    at_the_page = write.table != "checkout_cart" or walks.put_in_basket(visitor, "chair").status == 409
    visitor.post(OPT_IN, target)
    _agree(visitor)
    return [set(before) == {""}, said_first, during[WRITES.index(write)] == REFUSED, as_it_must, at_the_page, _errors(ground, person, statements) == before]


def _expected(write: Write, target: dict[str, str], before: str) -> str:
    """What the database has to say to a write while one no stands."""
    if "purpose" in target:
        covered = write.purpose == target["purpose"]
    else:
        covered = write.category == target["category"] and target.get("occasion", write.occasion) == write.occasion
    return REFUSED if covered else before


def _every_cell(ground: Ground, visitor: Visitor, person: object, statements: dict[Write, str], size: Size) -> list[bool]:
    """Each pair of a category and an occasion: exactly the writes in that cell are refused, and again taken afterwards."""
    held, written = [], {write.cell for write in WRITES}
    before = _errors(ground, person, statements)
    for number, (category, occasion) in enumerate(product(CATEGORIES, OCCASIONS)):
        if category + occasion not in written and number % size.of(small=9, full=1):
            continue
        target = {"category": category, "occasion": occasion}
        visitor.post(OPT_OUT, target)
        held.append(_errors(ground, person, statements) == [_expected(write, target, was) for write, was in zip(WRITES, before, strict=True)])
        visitor.post(OPT_IN, target)
        _agree(visitor)
        held.append(_errors(ground, person, statements) == before)
    return held


def _signing_in(ground: Ground, visitor: Visitor, person: object, who: Someone) -> list[bool]:
    """The cell of the sign-in: its network address lies in the safe, and is left out from the next sign-in on."""
    target = {"category": "d", "occasion": "f"}
    seen = []
    for path in ("", OPT_OUT, OPT_IN):
        visitor.post(path, target) if path else None
        ground.signed_in(who).get("/account")
        statement = "SELECT s.ip FROM usersessions_usersession s JOIN signin_user u ON u.id = s.user_id WHERE u.person_id = %s ORDER BY s.id DESC LIMIT 1"
        seen.append(str(ground.rows(statement, person, cluster="safe")[0][0]) == NOWHERE)
    return [seen == [False, True, False]]


def _agree(visitor: Visitor) -> None:
    """Say yes to all that is optional; a no took it back."""
    visitor.post("/your-data/devices", {"answer": "yes", "next": "/"})


def _statement(ground: Ground, write: Write) -> str:
    """The insertion: what is given, the person, and something in each column that may not be empty."""
    asked = "SELECT column_name, udt_name FROM information_schema.columns WHERE table_name = %s AND (is_nullable = 'NO' AND column_default IS NULL)"
    values = {str(name): DUMMIES.get(kind, "1") for name, kind in ground.rows(asked, write.table)} | write.given() | {"person_id": "%s"}
    return f"INSERT INTO {write.table} ({', '.join(values)}) VALUES ({', '.join(values.values())})"


def _errors(ground: Ground, person: object, statements: dict[Write, str], *, unguarded: bool = False) -> list[str]:
    """How the database refuses each write, as the role that serves; empty where it takes it. Nothing is kept either way."""
    with ground.connect(role="owner" if unguarded else "app") as connection:
        return [_error(connection, write, statement, person, unguarded=unguarded) for write, statement in statements.items()]


def _error(connection: "psycopg.Connection[Any]", write: Write, statement: str, person: object, *, unguarded: bool) -> str:
    with connection.transaction(force_rollback=True):
        if unguarded:
            connection.execute(f'ALTER TABLE "{write.table}" DISABLE TRIGGER privacy_refused_insert'.encode())
        connection.execute("SELECT set_config('boxmalls.purpose', %s, true)", [write.purpose])
        try:
            with connection.transaction():
                connection.execute(statement.encode(), [person])
        except psycopg.Error as error:
            return error.sqlstate or "?"
        return ""


PROOF = Proof(code="choices", words="A no stops exactly what it covers, at the page and in the database, and can be taken back", run=run)
