"""
Break-glass reading: nobody opens what is masked alone, without a reason, or for longer than half an hour; and whose it is can see that it was done.

The time is moved in the database, by force; everything else is done at the pages, as the two people would.
"""

from proofs import Answer, Ground, Outcome, Proof, Size
from proofs.people import Someone
from proofs.visitor import Visitor

HALF_AN_HOUR = 30 * 60
REASON = "A court asked in writing"


def run(ground: Ground, size: Size) -> Outcome:
    """The person in charge asks, alone and with a second person; the second one refuses or agrees; time passes."""
    held, short, opened = list[bool](), list[str](), True
    officer, deputy = ground.signed_in("officer"), ground.signed_in("deputy")
    for _ in range(size.of(small=1, full=20)):
        who, visitor = ground.someone(), ground.http()
        ground.open_account(visitor, who)
        visitor.submit(visitor.get("/account"), "birthday", name=who.name, birthday="1980-02-29", phone=who.phone)
        checks, reads = one_case(ground, officer, deputy, who)
        looks = visitor.get("/your-data").words
        checks["the person sees that somebody looked, and why"] = REASON in looks
        opened &= reads
        held += checks.values()
        short += [words for words, good in checks.items() if not good]
    return Outcome(len(held), sum(held), "two people, a reason, and within half an hour: it is read", opened, tuple(short))


def one_case(ground: Ground, officer: Visitor, deputy: Visitor, who: Someone) -> tuple[dict[str, bool], bool]:
    """What held of one person's case, and whether the values were read when they may be."""
    before = cases(ground)
    ask(officer, who, reason="")
    checks = {"without a reason nothing is asked": cases(ground) == before}
    refused = ask(officer, who, reason=REASON)
    checks["asked, and not read yet"] = not reads(officer, refused, who)
    checks["alone nobody decides"] = not decides(officer, refused, "yes") and not reads(officer, refused, who)
    decides(deputy, refused, "no")
    checks["refused is not read"] = not reads(officer, refused, who)
    allowed = ask(officer, who, reason=REASON)
    decides(deputy, allowed, "yes")
    open_then = reads(officer, allowed, who)
    checks["nobody else reads"] = not reads(ground.signed_in("admin"), allowed, who) and not reads(ground.signed_in("brandt"), allowed, who)
    [(lasts,)] = ground.rows("SELECT extract(epoch FROM ends_at - decided_at) FROM privacy_breakglass WHERE id::text = %s", allowed.rpartition("/")[2])
    checks["it lasts half an hour"] = 0 < float(lasts) <= HALF_AN_HOUR
    over(ground, allowed)
    checks["when it is over nothing is read"] = not reads(officer, allowed, who)
    checks["the journal has it"] = bool(
        ground.rows(
            "SELECT 1 FROM privacy_journalentry j JOIN privacy_breakglass g ON g.person_id = j.subject_id WHERE g.id::text = %s AND j.reason LIKE %s",
            allowed.rpartition("/")[2],
            f"%{REASON}%",
        )
    )
    return checks, open_then


def ask(officer: Visitor, who: Someone, *, reason: str) -> str:
    """The page of the case; where the form stands, if none was made."""
    page = officer.submit(officer.get("/office/glass/"), "/office/glass/", "whom", whom=who.email, reason=reason, categories=["a", "d"])
    return page.url


def cases(ground: Ground) -> int:
    """How many there are."""
    return int(ground.rows("SELECT count(*) FROM privacy_breakglass")[0][0])


def decides(somebody: Visitor, case: str, allow: str) -> bool:
    """Somebody says yes or no; whether the shop takes it from them."""
    return somebody.post(f"{case}/decision", {"allow": allow}).status < 400


def reads(somebody: Visitor, case: str, who: Someone) -> bool:
    """Whether somebody gets to see the name, by whatever the page offers."""
    page = somebody.get(case)
    return who.given in said(page) or who.given in said(somebody.post(f"{case}/reading"))


def said(page: Answer) -> str:
    """A page's words; of what is refused, nothing."""
    return page.words if page.status == 200 else ""


def over(ground: Ground, case: str) -> None:
    """Half an hour passes."""
    ground.force(
        "UPDATE privacy_breakglass SET ends_at = ends_at - interval '30 minutes', decided_at = decided_at - interval '30 minutes', "
        "asked_at = asked_at - interval '30 minutes' WHERE id::text = %s",
        case.rpartition("/")[2],
    )


PROOF = Proof(code="glass", words="What is masked is read by two people with a reason for half an hour, and its person sees it", run=run)
