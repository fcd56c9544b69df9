"""Canaries: persons whose every value is found nowhere else, and all that they do in a shop, so that whatever is kept of them can be told."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin, urlsplit

from proofs.people import Someone
from proofs.visitor import Answer, NoSuchForm, Visitor
from proofs.walks import code_for, place_order, put_in_basket

if TYPE_CHECKING:
    from proofs.contract import Size
    from proofs.ground import Ground

ANY = frozenset("abcdefghi")
KINDS: dict[str, frozenset[str]] = {
    "given": frozenset("a"),
    "family": frozenset("a"),
    "name": frozenset("a"),
    "email": frozenset("ad"),
    "phone": frozenset("a"),
    "street": frozenset("a"),
    "flat": frozenset("a"),
    "town": frozenset("a"),
    "ip": frozenset("df"),
    "agent": frozenset("df"),
    "words": ANY,
    "parcel": frozenset(),
    "password": frozenset(),
}
"""What is known of a canary, and in which categories of the policy it may stand in the open."""

IN_MAIL = frozenset({"given", "family", "name", "email", "phone", "street", "flat", "town", "parcel"})
"""What a mail to the canary itself may say."""

NOT_PERSONAL_DOORS = re.compile(r"^/(products|c|search|sellers|help|static|media|sitemap|gallery|api|\?|$)")
NOT_TO_PRESS = re.compile(r"logout|erase|removal|ending|cancellation|preferences|/cart|/checkout|receipt|password|email|/download")
CARE = {"name": "name", "email": "email", "phone": "phone", "line1": "street", "line2": "flat", "city": "town"}


@dataclass(slots=True)
class Canary:
    """A person, their browser, and what our pages did with them."""

    who: Someone
    visitor: Visitor
    pages: list[Answer] = field(default_factory=list)

    def values(self, name: str) -> dict[str, str]:
        """Each value by a name of its own."""
        return {f"{name}.{kind}": getattr(self.who, kind) for kind in KINDS}


def hatch(ground: "Ground", *, site: str = "eu") -> Canary:
    """A new canary at a browser of its own, whose every request tells address, browser and where it comes from."""
    who = ground.someone(site=site)
    headers = {"X-Forwarded-For": who.ip, "User-Agent": who.agent, "Referer": f"https://search.example/?q={quote(who.words)}"}
    return Canary(who, ground.http(site, **headers))


def live(ground: "Ground", size: "Size") -> dict[str, Canary]:
    """Let canaries do everything that people do here: look, register, mistype, order, correct, withdraw, write, sell."""
    buyer, guest, clerk = hatch(ground), hatch(ground), hatch(ground)
    _look_around(buyer)
    _mistype(ground, buyer)
    ground.open_account(buyer.visitor, buyer.who)
    _tell_about_oneself(buyer)
    number = order(ground, buyer)
    _be_looked_up(ground, buyer, number)
    order(ground, guest)
    _as_guest(ground, guest)
    _use_ones_rights(buyer)
    _ask_the_office(ground, guest, buyer)
    _work_at_a_store(ground, clerk)
    for canary in (buyer, clerk):
        _try_every_door(canary, most=size.of(small=25, full=200))
    ground.settle()
    return {"buyer": buyer, "guest": guest, "clerk": clerk}


def _look_around(canary: Canary) -> None:
    """Words in addresses, cookies, headers and forms that we did not ask for."""
    who, visitor = canary.who, canary.visitor
    words = quote(who.words)
    visitor.cookies |= {"language": quote(who.given), "theme": quote(who.family), "told": quote(who.email)}
    for path in ("/", f"/search?q={words}", f"/search/suggestions?q={words}", f"/there/is/{words}?email={quote(who.email)}", f"/c?from={quote(who.name)}"):
        visitor.get(path)
    visitor.get(f"/api/v1/search?q={words}", headers={"Accept": "application/json", "X-Name": who.name})
    visitor.get(f"/products/{words}/{words}")
    visitor.post("/cart/lines", {"offer": who.words, "quantity": who.phone})
    visitor.post("/preferences/language/", {"language": who.words, "next": f"/?note={words}"})
    visitor.post("/there-is-nothing", {"email": who.email, "name": who.name})
    visitor.send("POST", "/api/v1/search", body=who.email.encode(), headers={"Content-Type": "application/json"})
    visitor.cookies.clear()


def _mistype(ground: "Ground", canary: Canary) -> None:
    """A wrong password for an account that is not there, an address that is no address, a code that is wrong."""
    who, visitor = canary.who, canary.visitor
    visitor.submit(visitor.get("/accounts/login/"), "login", login=who.email, password=who.password)
    visitor.submit(visitor.get("/accounts/signup/"), "password1", email=f"{who.given} at {who.family}", password1=who.password, accept_policy="on")
    visitor.submit(visitor.get("/accounts/password/reset/"), "/accounts/password/reset/", email=who.email)
    visitor.submit(visitor.get("/account/prove"), "/account/prove", email=who.email)


def _tell_about_oneself(canary: Canary) -> None:
    """Profile and address book; what is wrong first, then right."""
    who, visitor = canary.who, canary.visitor
    visitor.submit(visitor.get("/account"), "birthday", name=who.name, birthday="tomorrow", phone=who.words)
    canary.pages.append(visitor.submit(visitor.get("/account"), "birthday", name=who.name, birthday="1980-02-29", phone=who.phone))
    home = {"name": who.name, "line1": who.street, "line2": who.flat, "country": who.country, "postcode": who.postcode, "city": who.town, "phone": who.phone}
    visitor.submit(visitor.get("/account/addresses"), "/account/addresses", "line1", **{**home, "postcode": who.words})
    canary.pages.append(visitor.submit(visitor.get("/account/addresses"), "/account/addresses", "line1", **home))
    line = next(link for link in visitor.get("/account/addresses").links("/account/addresses/"))
    canary.pages.append(visitor.submit(visitor.get(line), "line1", line2=f"{who.flat} 7"))


def order(ground: "Ground", canary: Canary) -> str:
    """Two sellers in one basket, paid by transfer; the number of the group."""
    put_in_basket(canary.visitor, "padded chair")
    put_in_basket(canary.visitor, "cactus")
    done, number = place_order(canary.visitor, canary.who)
    canary.pages.append(done)
    return number


def _as_guest(ground: "Ground", canary: Canary) -> None:
    """Who bought without an account proves the address, and sees the data."""
    who, visitor = canary.who, canary.visitor
    page = visitor.submit(visitor.get("/account/prove"), "/account/prove", email=who.email)
    code = ground.wait_for(lambda: code_for(ground, who.email), words="No letter with a code came.")
    try:
        visitor.submit(page, "code", code="WRONG-1")
        page = visitor.submit(page, "code", code=code)
    except NoSuchForm:
        return
    canary.pages += [visitor.get("/your-data"), visitor.get("/orders")]


def _use_ones_rights(canary: Canary) -> None:
    """Show, correct, download, choose, change address and password."""
    who, visitor = canary.who, canary.visitor
    page = visitor.get("/your-data")
    canary.pages.append(page)
    for form in page.forms:
        path = urlsplit(form.action).path
        if path in ("/your-data/show", "/your-data/download"):
            visitor.post(urljoin(page.url, form.action), form.values)
        elif path == "/your-data/choices":
            visitor.post(path, [*form.values, ("agreed", "on")])
    visitor.submit(visitor.get("/accounts/email/"), "email", "action_add", email=f"new.{who.email}")
    visitor.submit(visitor.get("/accounts/password/change/"), "oldpassword", oldpassword=who.words, password1=who.password, password2=who.password)
    visitor.get("/orders")
    visitor.submit(visitor.get("/balance"), "amount", amount=who.words)
    visitor.submit(visitor.get("/balance"), "amount", amount="12")


def _be_looked_up(ground: "Ground", canary: Canary, number: str) -> None:
    """Staff look for the person; finance hears of the money; a seller sends a parcel."""
    admin, finance = ground.signed_in("admin"), ground.signed_in("finance")
    for asked in (canary.who.email, number, canary.who.name):
        desk = admin.get("/back-office/orders")
        admin.submit(desk, "/back-office/orders", number=asked, reason=f"{canary.who.words} called")
    officer = ground.signed_in("officer")
    officer.submit(officer.get("/office/glass/"), "whom", whom=canary.who.email, reason=f"{canary.who.words} asked us to", categories=["a", "d"])
    page = finance.get(f"/back-office/transfers?q={quote(canary.who.email)}")
    page = finance.get("/back-office/transfers")
    waiting = [form for form in page.forms if form.action.endswith("/confirmation")]
    for form in waiting:
        finance.post(form.action, form.values)
    for seller in ("brandt", "corner"):
        desk = ground.signed_in(seller)
        for link in desk.get("/seller/orders").links(f"/seller/orders/{number}"):
            page = desk.get(link)
            for form in page.forms:
                if form.action.endswith("/delivery"):
                    desk.post(form.action, form.values)
            if any("carrier" in form.names for form in page.forms):
                desk.submit(page, "carrier", carrier="Dragonfly Couriers", tracking=canary.who.parcel)


def _ask_the_office(ground: "Ground", guest: Canary, buyer: Canary) -> None:
    """The person in charge is asked by the page, with an account and without, and by letter; and looks at what came."""
    for canary, kind in ((guest, "access"), (buyer, "correct")):
        who, visitor = canary.who, canary.visitor
        page = visitor.get("/privacy/requests/new")
        page = visitor.submit(page, "kind", "words", kind=kind, words=f"{who.words}, please", name=who.name, email=who.email)
        canary.pages.append(page)
        if any("words" in form.names for form in page.forms):
            visitor.submit(page, "words", words=f"{who.words} again, {who.street}")
    officer = ground.signed_in("officer")
    who = guest.who
    letter = {"name": who.name, "email": who.email, "phone": who.phone, "address": f"{who.street}, {who.town}", "words": who.words, "kind": "withdraw"}
    when = {"received_at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M"), "site": "eu", "language": "en", "channel": "letter"}
    officer.submit(officer.get("/office/requests/new"), "channel", "words", **letter, **when)
    for link in officer.get("/office/requests").links("/office/requests/"):
        officer.get(link)


def _work_at_a_store(ground: "Ground", canary: Canary) -> None:
    """Somebody with an account whose file of goods is called after them. What is in it is to be published, so it says nothing of them."""
    who = canary.who
    ground.open_account(canary.visitor, who)
    desk = ground.signed_in("brandt")
    lines = "external_id,title,price\nP-1,,cheap\nP-2,Stool,-1\n"
    page = desk.get("/seller/imports")
    desk.submit(page, "file", files={"file": (f"{who.given}-{who.family}.csv", "text/csv", lines.encode())}, site="eu")
    desk.submit(page, "file", files={"file": (f"{who.given}.exe", "application/pdf", who.name.encode())}, site="eu")


def _try_every_door(canary: Canary, *, most: int) -> None:
    """Follow every link of the person's own pages, and fill every form there with their own words."""
    visitor, seen, filled, waiting = (
        canary.visitor,
        set[str](),
        set[str](),
        ["/account", "/your-data", "/orders", "/privacy/requests", "/policy", "/account/sessions"],
    )
    while waiting and len(seen) < most:
        path = waiting.pop(0)
        if path in seen:
            continue
        seen.add(path)
        page = visitor.get(path)
        if "text/html" not in page.headers.get("content-type", ""):
            continue
        canary.pages.append(page)
        waiting += [link for link in page.links("/") if not NOT_PERSONAL_DOORS.match(link) and not NOT_TO_PRESS.search(link)]
        for action, values in _filled(page, canary.who):
            if action not in filled and not NOT_TO_PRESS.search(action):
                filled.add(action)
                visitor.post(action, values)


def _filled(page: Answer, who: Someone) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    for form in page.forms:
        if form.method == "post":
            told = [(name, value or getattr(who, CARE.get(name, "words"))) for name, value in form.values]
            yield urljoin(page.url, form.action or page.url), told
