"""A child, a guardian who is asked and agrees, texts that change, and the account that is closed."""

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from proofs.walks import Stuck, code_for, sign_in, went, words_of

if TYPE_CHECKING:
    from proofs.chapters.cast import Cast

ASKED = re.compile(r"/account/guardian/\S+")
SITE = "my"


def happens(cast: "Cast") -> None:
    """The child registers and waits; the guardian agrees; policy and terms change there, and the child answers later."""
    _register(cast)
    _agree(cast)
    terms = cast.child.visitor.get("/agreements/terms")
    cast.child.did(cast.child.visitor.submit(terms, "/agreements/terms/acceptance"))
    for what in ("policy", "agreements"):
        _change(cast, what)
    cast.ground.run("task", "announce_policies", "let_policies_begin", "announce_policies")
    _answer_later(cast)


def _register(cast: "Cast") -> None:
    """With the day of birth; then a guardian has to be named."""
    who, visitor = cast.child.who, cast.child.visitor
    told = {"email": who.email, "password1": who.password, "accept_policy": "on", "birthday": who.birthday}
    page = visitor.submit(visitor.get("/accounts/signup/"), "password1", **told)
    if not any("guardian" in form.names for form in page.forms):
        raise Stuck("No guardian was asked for.")
    page = went(visitor.submit(page, "password1", **told, guardian=cast.parent.who.email))
    code = cast.ground.wait_for(lambda: code_for(cast.ground, who.email), words="No letter with a code came.")
    visitor.submit(page, "code", code=code)
    if "session" in visitor.cookies and who.email in visitor.get("/account").text:
        raise Stuck("The account is open before the guardian agreed.")


def _agree(cast: "Cast") -> None:
    """By the address in the guardian's letter."""
    letters = lambda: [found[0] for mail in cast.ground.mails(to=cast.parent.who.email) if (found := ASKED.search(words_of(mail)))]
    link = cast.ground.wait_for(letters, words="The guardian got no letter.")[-1]
    visitor = cast.parent.visitor
    visitor.host = cast.child.visitor.host
    cast.parent.did(visitor.submit(visitor.get(link), "answer", button="agree"))
    sign_in(cast.child.visitor, email=cast.child.who.email, password=cast.child.who.password)
    cast.child.did(cast.child.visitor.get("/account"))


def _change(cast: "Cast", what: str) -> None:
    """Two people change a text of the child's site; it matters, and begins today."""
    author, second = cast.desk("officer"), cast.desk("deputy")
    path = "/policy/text" if what == "policy" else cast.child.visitor.get("/agreements/terms").links("/agreements/terms/")[0]
    words = went(cast.child.visitor.get(path)).body + b"\nThank you.\n"
    named = {"title": "Thanks", "news": "We say thank you.", "sites": [SITE], "language": "en"} | ({"kind": "terms"} if what == "agreements" else {})
    page = went(author.get(f"/office/{what}/new"))
    page = went(author.submit(page, "title", files={"file": ("text.txt", "text/plain", words)}, **named))
    today = datetime.now(UTC).date().isoformat()
    page = went(author.submit(page, "effective_on", material="yes", effective_on=today, short_notice="It begins at once."))
    edition = page.url.partition("?")[0]
    for step in ("approval", "schedule"):
        went(second.post(f"{edition}/{step}"))


def _answer_later(cast: "Cast") -> None:
    """Not now, to both."""
    visitor = cast.child.visitor
    cast.child.did(visitor.submit(visitor.get("/policy/agreement"), "answer", button="not-now"))
    cast.child.did(visitor.submit(visitor.get("/agreements/terms"), "answer", button="not-now"))
