"""A no holds: somebody says it at the page, and from then on neither the pages nor the database take what it covers, and everything else as before."""

from dataclasses import dataclass

import psycopg

from proofs import Ground, Outcome, Proof, Size, walks
from proofs.visitor import Visitor

REFUSED, NOT_AGREED = "PD003", "PD004"


@dataclass(frozen=True, slots=True)
class Write:
    """A write that a room makes for somebody, and the three ways to say no to it."""

    table: str
    purpose: str
    category: str
    occasion: str
    statement: str

    @property
    def targets(self) -> list[dict[str, str]]:
        return [{"category": self.category}, {"category": self.category, "occasion": self.occasion}, {"purpose": self.purpose}]


WRITES = (
    Write("checkout_cart", "checkout.cart", "e", "i", "UPDATE checkout_cart SET changed_at = changed_at + interval '1 second' WHERE person_id = %s"),
    Write(
        "accounts_profile",
        "accounts.profile",
        "a",
        "b",
        "INSERT INTO accounts_profile (person_id, name, changed_at) VALUES (%s, decode(repeat('aa', 60), 'hex'), now())",
    ),
    Write(
        "privacy_visit",
        "privacy.recently-viewed",
        "f",
        "f",
        "INSERT INTO privacy_visit (id, person_id, product_id, page, at) "
        "VALUES (gen_random_uuid(), %s, gen_random_uuid(), decode(repeat('aa', 60), 'hex'), now())",
    ),
)


def run(ground: Ground, size: Size) -> Outcome:
    """Several people say no to one thing after another, and take it back."""
    held: list[bool] = []
    for _ in range(size.of(small=1, full=12)):
        visitor = ground.open_account(ground.http(), ground.someone())
        walks.put_in_basket(visitor, "chair")
        visitor.post("/your-data/devices", {"answer": "yes", "next": "/"})
        person = ground.rows("SELECT id FROM privacy_person WHERE kind = 'account' ORDER BY made_at DESC LIMIT 1")[0][0]
        for write in WRITES:
            for target in write.targets:
                held += _one_no(ground, visitor, person, write, target)
    visitor.post("/your-data/choices/opt-out", WRITES[0].targets[0])
    control = _error(ground, person, WRITES[0], unguarded=True) == ""
    return Outcome(len(held), sum(held), "the table's own look-up taken away", control)


def _one_no(ground: Ground, visitor: Visitor, person: object, write: Write, target: dict[str, str]) -> list[bool]:
    """Before, during and after a no: what the database says to this write, and to the others; and what the page says."""
    if write.purpose == "privacy.recently-viewed":
        visitor.post("/your-data/devices", {"answer": "yes", "next": "/"})
    others = [each for each in WRITES if each is not write]
    before = [_error(ground, person, each) for each in WRITES]
    query = "&".join(f"{name}={value}" for name, value in target.items())
    plan = visitor.get(f"/your-data/choices/opt-out?{query}")
    said_first = [_error(ground, person, each) for each in WRITES] == before
    visitor.submit(plan, "/your-data/choices/opt-out")
    refused = _error(ground, person, write) == REFUSED
    alike = [_error(ground, person, each) for each in others] == [before[WRITES.index(each)] for each in others]
    at_the_page = write.table != "checkout_cart" or walks.put_in_basket(visitor, "chair").status == 409
    visitor.post("/your-data/choices/opt-in", target)
    again = _error(ground, person, write) == (NOT_AGREED if write.purpose == "privacy.recently-viewed" else "")
    return [before == ["", "", ""] or write.purpose != "privacy.recently-viewed", said_first, refused, alike, at_the_page, again]


def _error(ground: Ground, person: object, write: Write, *, unguarded: bool = False) -> str:
    """How the database refuses a write, as the role that serves; empty if it takes it. Nothing is kept either way."""
    with ground.connect(role="owner" if unguarded else "app") as connection, connection.transaction(force_rollback=True):
        if unguarded:
            connection.execute(f'ALTER TABLE "{write.table}" DISABLE TRIGGER privacy_refused_update'.encode())
        connection.execute("SELECT set_config('boxmalls.purpose', %s, true)", [write.purpose])
        try:
            connection.execute(write.statement.encode(), [person])
        except psycopg.Error as error:
            return error.sqlstate or "?"
        return ""


PROOF = Proof(code="choices", words="A no stops exactly what it covers, at the page and in the database, and can be taken back", run=run)
