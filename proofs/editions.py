"""A policy change, made by two people at the pages and by the worker's clock; and every step that may not be taken, tried against PostgreSQL."""

import secrets
from datetime import UTC, datetime
from itertools import product
from uuid import uuid4

import psycopg

from proofs import Ground, Outcome, Proof, Size
from proofs.visitor import Visitor

STEPS = ("drafted", "proposed", "returned", "approved", "scheduled", "in_force", "withdrawn")
MAY = {
    "drafted": {"proposed", "withdrawn"},
    "proposed": {"returned", "approved", "withdrawn"},
    "returned": {"proposed", "withdrawn"},
    "approved": {"returned", "scheduled", "withdrawn"},
    "scheduled": {"in_force", "withdrawn"},
}
WAYS = {
    "drafted": ("drafted",),
    "proposed": ("drafted", "proposed"),
    "returned": ("drafted", "proposed", "returned"),
    "approved": ("drafted", "proposed", "approved"),
    "scheduled": ("drafted", "proposed", "approved", "scheduled"),
    "in_force": ("drafted", "proposed", "approved", "scheduled", "in_force"),
    "withdrawn": ("drafted", "withdrawn"),
}
TOLD = "privacy policy change"


def run(ground: Ground, size: Size) -> Outcome:
    """Let readers accept, two officers change the text, the worker tell and begin; count who is told and who is asked."""
    short: list[str] = []
    readers = [ground.someone() for _ in range(size.of(small=2, full=15))]
    doors = [ground.open_account(ground.http(), who) for who in readers]
    words = ground.http().get("/policy/text").body.replace(b"Welcome to use all", b"Welcome to all", 1)
    author, second = ground.signed_in("officer"), ground.signed_in("deputy")
    path = propose(author, words)
    checks = [("the author approves", author.post(f"{path}/approval").status == 403)]
    second.post(f"{path}/approval")
    second.post(f"{path}/schedule")
    ground.wait_for(lambda: all(letters(ground, who.email) for who in readers), within=90, words="Not everybody was told.")
    ground.wait_for(lambda: ground.http().get("/policy/text").body == words, within=150, words="The day came, and the text did not.")
    checks += [("somebody was told twice, or not", letters(ground, who.email) == 1) for who in readers]
    checks += [("who accepted before was not asked", is_asked(visitor)) for visitor in doors]
    newcomer = ground.open_account(ground.http(), ground.someone())
    checks.append(("who came later was asked", not is_asked(newcomer)))
    for visitor in doors:
        visitor.submit(visitor.get("/policy/agreement"), "answer", button="agree")
    checks += [("who answered was asked again", not is_asked(visitor)) for visitor in doors]
    checks += [(f"{before} → {after}", holds_step(ground, before, after)) for before, after in product(STEPS, STEPS)]
    checks.append(("the author in psql", not takes(ground, ("drafted", "proposed", "approved"), by_author=True)))
    short = [name for name, good in checks if not good]
    control = takes(ground, ("drafted", "proposed", "approved"), by_author=True, unguarded=True)
    return Outcome(len(checks), len(checks) - len(short), "the rule that its author does not approve a text, dropped", control, tuple(short))


def propose(author: Visitor, words: bytes) -> str:
    """Upload a text and answer its questions: it matters, and begins today; the address of its page."""
    page = author.get("/office/policy/new")
    named = {"title": "A shorter welcome", "news": "One word fewer."}
    page = author.submit(page, "title", files={"file": ("policy.txt", "text/plain", words)}, **named)
    author.submit(page, "effective_on", material="yes", effective_on=datetime.now(UTC).date().isoformat(), short_notice="A proof does not wait.")
    return page.url.partition("?")[0]


def letters(ground: Ground, email: str) -> int:
    """How many letters of this kind lie in the spool for somebody."""
    return sum(TOLD in str(mail["Subject"]) for mail in ground.mails(to=email))


def is_asked(visitor: Visitor) -> bool:
    """Whether the page that asks has something to ask."""
    return "I accept version" in visitor.get("/policy/agreement").text


def holds_step(ground: Ground, before: str, after: str) -> bool:
    """Whether PostgreSQL takes this step exactly if it may be taken."""
    return takes(ground, (*WAYS[before], after)) == (after in MAY.get(before, ()))


def takes(ground: Ground, steps: tuple[str, ...], *, by_author: bool = False, unguarded: bool = False) -> bool:
    """Whether the serving role may write these steps of an edition; nothing stays."""
    edition, author, other = uuid4(), uuid4(), uuid4()
    with ground.connect(role="owner" if unguarded else "app") as connection, connection.transaction(force_rollback=True):
        if unguarded:
            connection.execute("ALTER TABLE privacy_editionstep DROP CONSTRAINT approved_by_somebody_else")
        connection.execute(
            "INSERT INTO privacy_edition (id, title, site_codes, binding_language, author_id, made_at) VALUES (%s, %s, '{eu}', 'en', %s, now())",
            [edition, secrets.token_hex(4), author],
        )
        try:
            for number, step in enumerate(steps, 1):
                by = author if step != "approved" or by_author else other
                connection.execute(
                    "INSERT INTO privacy_editionstep (id, edition_id, number, kind, author_id, by_id, reason, at) VALUES (%s, %s, %s, %s, %s, %s, '', now())",
                    [uuid4(), edition, number, step, author, by],
                )
        except psycopg.Error:
            return False
        return True


PROOF = Proof(code="editions", words="A policy changes by two people's word; each is told once, and asked only if they must be", run=run)
