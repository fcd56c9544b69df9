"""A child's account: it is closed and deleted when the person in charge is told of it, the guardian gets the receipt, and nobody else's account is touched."""

import re

from proofs import Ground, Outcome, Proof, Size
from proofs.walks import can_sign_in, words_of

PAGE = "/office/children"
RECEIPT = re.compile(r"/your-data/receipts/\S+")


def run(ground: Ground, size: Size) -> Outcome:
    """A parent writes that an account is their child's; beside it stands somebody else's."""
    held, short, control = list[bool](), list[str](), True
    officer = ground.signed_in("officer")
    for _ in range(size.of(small=1, full=15)):
        child, guardian, other = ground.someone(), ground.someone(), ground.someone()
        visitor = ground.open_account(ground.http(), child)
        ground.open_account(ground.http(), other)
        person = number_of(ground, child.email)
        control &= bool(person) and keys(ground, person) == 1 and can_sign_in(ground, child)
        plan = officer.submit(officer.get(PAGE), PAGE, email=child.email, how="guardian", button="1")
        checks = {"nothing happens before the plan is read": keys(ground, person) == 1}
        officer.submit(plan, PAGE, "sure", guardian=guardian.email, sure="on")
        ground.settle()
        letters = [mail for mail in ground.mails(to=guardian.email) if RECEIPT.search(words_of(mail))]
        found = RECEIPT.search(words_of(letters[-1])) if letters else None
        checks |= {
            "the account is gone": number_of(ground, child.email) == "" and not can_sign_in(ground, child),
            "the browser is signed out": "/accounts/login" in visitor.get("/account").url,
            "the key is gone": keys(ground, person) == 0,
            "the guardian is told": bool(found) and ground.http().get(found[0]).status == 200 if found else False,
            "others stay": can_sign_in(ground, other),
        }
        held += checks.values()
        short += [words for words, good in checks.items() if not good]
    return Outcome(len(held), sum(held), "the same questions before", control, tuple(short))


def number_of(ground: Ground, email: str) -> str:
    """The person behind an account; empty if there is none."""
    rows = ground.rows("SELECT person_id FROM signin_user WHERE email = %s", email, cluster="safe")
    return str(rows[0][0]) if rows else ""


def keys(ground: Ground, person: str) -> int:
    """How many keys the safe holds of a person: one or none."""
    return int(ground.rows("SELECT count(*) FROM vault_personkey WHERE person_id = %s", person, cluster="safe")[0][0])


PROOF = Proof(code="children", words="A child's account is closed and deleted, its guardian told, and nobody else's touched", run=run)
