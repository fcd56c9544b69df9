"""What people do at the pages, step by step, as they would."""

import re
from email.message import EmailMessage
from typing import TYPE_CHECKING

from proofs.visitor import Answer, Visitor

if TYPE_CHECKING:
    from proofs.ground import Ground
    from proofs.people import Someone

WRONG = re.compile(r'class="(?:error|alert alert-bad|error-page[^"]*)"[^>]*>(.{0,200})', re.DOTALL)
CODE = re.compile(r"^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", re.MULTILINE)


class Stuck(Exception):
    """A page did not do what people need it to do."""


def went(page: Answer, *says: str) -> Answer:
    """
    The page to which a step led that was meant to succeed.

    :param says: words that stand there then.
    :raises Stuck: if it was refused, or the page says that something is wrong.
    """
    wrong = WRONG.search(page.text) if "text/html" in page.headers.get("content-type", "") else None
    if page.status >= 400 or wrong:
        raise Stuck(f"{page.url} answered {page.status}: {re.sub('<[^>]+>', ' ', wrong[1] if wrong else page.words[:300])}")
    for words in says:
        if words not in page.text:
            raise Stuck(f"{page.url} does not say {words[:3]}…")
    return page


def open_account(ground: "Ground", visitor: Visitor, who: "Someone") -> Answer:
    """Register, with the code from the mail; the visitor is signed in afterwards."""
    page = visitor.get("/accounts/signup/")
    page = visitor.submit(page, "password1", email=who.email, password1=who.password, accept_policy="on")
    code = ground.wait_for(lambda: code_for(ground, who.email), words="No letter with a code came.")
    page = visitor.submit(page, "code", code=code)
    account = visitor.get("/account")
    if who.email not in account.text or "/accounts/" in account.url:
        raise Stuck(f"The account did not open: {page.status} {page.url}")
    return page


def sign_in(visitor: Visitor, *, email: str, password: str) -> Answer:
    """Sign in by the page."""
    page = visitor.submit(visitor.get("/accounts/login/"), "login", login=email, password=password)
    if "session" not in visitor.cookies or "/accounts/login" in page.url:
        raise Stuck(f"Nobody was signed in: {page.status} {page.url}")
    return page


def can_sign_in(ground: "Ground", who: "Someone") -> bool:
    """Whether the password opens the account."""
    try:
        sign_in(ground.http(), email=who.email, password=who.password)
    except Stuck:
        return False
    return True


def words_of(mail: EmailMessage) -> str:
    """What is written in a mail."""
    body = mail.get_body(("plain", "html"))
    return str(body.get_content()) if body else ""


def code_for(ground: "Ground", email: str) -> str:
    """The code in the latest letter to this address; empty if there is none."""
    for mail in reversed(ground.mails(to=email)):
        found = CODE.search(words_of(mail))
        if found:
            return found[1]
    return ""


def put_in_basket(visitor: Visitor, words: str) -> Answer:
    """Search, open the first thing found, put it in the basket."""
    found = visitor.get(f"/search?q={words.replace(' ', '+')}").links("/products/")
    if not found:
        raise Stuck(f"Nothing was found for {words}.")
    return visitor.submit(visitor.get(found[0]), "/cart/lines")


def place_order(visitor: Visitor, who: "Someone") -> tuple[Answer, str]:
    """Order what is in the basket, to be paid by transfer; what came of it, and the number of the group."""
    page = visitor.get("/checkout")
    told = {
        "email": who.email,
        "name": who.name,
        "region": who.region,
        "line1": who.street,
        "line2": who.flat,
        "country": who.country,
        "postcode": who.postcode,
        "city": who.town,
    }
    # Asked of buyers only once the country is known, and only where a seller may have it.
    page = visitor.submit(page, "/checkout", button="1", **told)
    form = next(form for form in page.forms if "line1" in form.names)
    more = {"phone": who.phone} if "phone" in form.names else {}
    more |= {name: "on" for name in ("policy", "remember") if name in form.names}
    done = visitor.submit(page, "/checkout", "line1", payment="bank-transfer", **told, **more)
    number = re.search(r"/orders/([A-Z0-9-]+)", done.url)
    if not number:
        raise Stuck(f"Nothing was ordered: {done.status} {done.url} {re.findall(r'class=.error[^>]*>([^<]+)', done.text)}")
    return done, number[1]


def confirm_transfers(finance: Visitor) -> None:
    """Finance finds all that is awaited on the bank's statement."""
    page = finance.get("/back-office/transfers")
    for form in page.forms:
        if form.action.endswith("/confirmation"):
            finance.post(form.action, form.values)
