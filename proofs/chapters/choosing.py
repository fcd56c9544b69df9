"""Using one's rights by oneself: see, correct, carry, choose, refuse, object, and change what one signs in with."""

from typing import TYPE_CHECKING
from urllib.parse import urljoin

from proofs.canaries import Canary
from proofs.walks import went

if TYPE_CHECKING:
    from proofs.chapters.cast import Cast


def happens(cast: "Cast") -> None:
    """What the buyer can do at their own pages."""
    canary = cast.buyer
    _see_and_carry(canary)
    _correct(canary)
    _agree_refuse_object(canary)
    _other_keys(canary)


def _see_and_carry(canary: Canary) -> None:
    """Open one value of each kind that is masked; download all of it, a part, and a copy to hand on."""
    visitor = canary.visitor
    page = canary.did(visitor.get("/your-data"))
    shown = {_kind(form.action): form for form in page.forms if form.action.startswith("/your-data/show")}
    for form in shown.values():
        went(visitor.post(form.action, form.values))
    for told in ({}, {"category": "h"}, {"carry": "1"}):
        went(visitor.post("/your-data/download", told))


def _kind(action: str) -> str:
    """Table and column of a value, without its row."""
    table, _row, column = action.partition("cell=")[2].replace("%3A", ":").split(":")
    return f"{table}.{column}"


def _correct(canary: Canary) -> None:
    """A value that sellers and couriers have received is corrected, and they are to hear of it."""
    visitor = canary.visitor
    shown = next(form for form in visitor.get("/your-data").forms if "accounts.Address" in form.action and form.action.endswith("line2"))
    page = went(visitor.post(urljoin("/your-data", shown.action), shown.values))
    corrects = next(form for form in page.forms if form.action == "/your-data/correction" and dict(form.values)["cell"].endswith("line2"))
    told = [(name, value) for name, value in corrects.values if name != "value"]
    canary.did(visitor.post(corrects.action, [*told, ("value", f"{canary.who.flat} 8")]))


def _agree_refuse_object(canary: Canary) -> None:
    """A yes and its withdrawal, a no and its end, an objection and its end."""
    visitor = canary.visitor
    for form in visitor.get("/your-data/choices").forms:
        if form.action == "/your-data/choices":
            for answer in ([("agreed", "on")], [], [("agreed", "on")]):
                went(visitor.post(form.action, [*form.values, *answer]))
    for target in ({"category": "f"}, {"purpose": "accounts.address-book"}):
        query = "&".join(f"{name}={value}" for name, value in target.items())
        went(visitor.submit(visitor.get(f"/your-data/choices/opt-out?{query}"), "/your-data/choices/opt-out"))
        went(visitor.post("/your-data/choices/opt-in", target))
    for use in visitor.get("/privacy/objections").links("/privacy/objections/"):
        canary.did(visitor.submit(visitor.get(use), "reason", reason=f"{canary.who.told}, no"))
        went(visitor.post(f"{use}/withdrawal"))
    went(visitor.post("/your-data/sharing/stop"))


def _other_keys(canary: Canary) -> None:
    """Another address, and another password with a wrong one before."""
    who, visitor = canary.who, canary.visitor
    visitor.submit(visitor.get("/accounts/email/"), "email", "action_add", email=f"new.{who.email}")
    visitor.submit(visitor.get("/accounts/password/change/"), "oldpassword", oldpassword=who.words, password1=who.password, password2=who.password)
    canary.did(visitor.get("/account/sessions"))
