"""Looking around, mistyping, registering, telling about oneself."""

from typing import TYPE_CHECKING
from urllib.parse import quote

from proofs.canaries import Canary
from proofs.walks import put_in_basket, went

if TYPE_CHECKING:
    from proofs.chapters.cast import Cast
    from proofs.ground import Ground


def happens(cast: "Cast") -> None:
    """Words that nobody asked for, then an account, a profile, an address; a browser that says no, and one that may remember."""
    _look_around(cast.buyer)
    put_in_basket(cast.buyer.visitor, "cactus")  # Before anybody is known, so that a visitor becomes an account.
    _mistype(cast.buyer)
    for canary in (cast.buyer, cast.away):
        cast.ground.open_account(canary.visitor, canary.who)
        tell_about_oneself(canary)
    _be_signalled_and_remembered(cast.ground, cast.buyer)


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


def _mistype(canary: Canary) -> None:
    """A wrong password for an account that is not there, an address that is no address, a code that is wrong."""
    who, visitor = canary.who, canary.visitor
    visitor.submit(visitor.get("/accounts/login/"), "login", login=who.email, password=who.password)
    visitor.submit(visitor.get("/accounts/signup/"), "password1", email=f"{who.given} at {who.family}", password1=who.password, accept_policy="on")
    visitor.submit(visitor.get("/accounts/password/reset/"), "/accounts/password/reset/", email=who.email)
    visitor.submit(visitor.get("/account/prove"), "/account/prove", email=who.email)


def tell_about_oneself(canary: Canary) -> None:
    """Profile and address book; what is wrong first, then right."""
    who, visitor = canary.who, canary.visitor
    visitor.submit(visitor.get("/account"), "birthday", name=who.name, birthday="tomorrow", phone=who.words)
    told = {"name": who.name, "birthday": who.birthday, "gender": "female", "phone": who.phone}
    canary.did(visitor.submit(visitor.get("/account"), "birthday", **told))
    home = {"name": who.name, "line1": who.street, "line2": who.flat, "country": who.country, "postcode": who.postcode, "city": who.town, "phone": who.phone}
    home["region"] = who.region
    visitor.submit(visitor.get("/account/addresses"), "/account/addresses", "line1", **{**home, "postcode": who.words})
    canary.did(visitor.submit(visitor.get("/account/addresses"), "/account/addresses", "line1", **home))
    line = visitor.get("/account/addresses").links("/account/addresses/")[0]
    canary.did(visitor.submit(visitor.get(line), "line1", line2=f"{who.flat} 7"))


def _be_signalled_and_remembered(ground: "Ground", canary: Canary) -> None:
    """The browser's signal, once; then a yes to being remembered, and a product that is opened."""
    went(canary.visitor.get("/your-data/choices", headers={"Sec-GPC": "1"}))
    canary.did(canary.visitor.post("/your-data/devices", {"answer": "yes", "next": "/"}))
    canary.did(canary.visitor.get(canary.visitor.get("/search?q=lamp").links("/products/")[0]))
