"""Working here: a canary at a seller's desk, at the bank's statement, and whatever else a desk takes."""

from typing import TYPE_CHECKING

from proofs.chapters.buying import order
from proofs.walks import confirm_transfers, put_in_basket, went

if TYPE_CHECKING:
    from proofs.chapters.cast import Cast

HIRED = """
from boxmalls.accounts.actions.staff import hire
from boxmalls.base.clock import now
from boxmalls.privacy.models import Person
from boxmalls.sellers.actions.stores import add_team_member
from boxmalls.sellers.models import Seller
person = Person.objects.get(pk={person!r})
hire(person=person, role="finance", at=now())
add_team_member(seller=Seller.objects.get(slug="green-corner"), person=person, at=now())
"""
"""As an operator does it, in the shell: there is no page for it."""


def happens(cast: "Cast") -> None:
    """An account that is taken on by a store and by finance, and confirms what has arrived."""
    ground, clerk = cast.ground, cast.clerk
    ground.open_account(clerk.visitor, clerk.who)
    person = ground.rows("SELECT person_id FROM signin_user WHERE email = %s", clerk.who.email, cluster="safe")[0][0]
    ground.run("manage", "shell", "-v", "0", "-c", HIRED.format(person=str(person)))
    put_in_basket(cast.away.visitor, "modern cafe chair")
    order(ground, cast.away)
    confirm_transfers(clerk.visitor)
    went(clerk.visitor.get("/seller/orders"))  # With what its store learns of buyers.
    _send_files(cast)


def _send_files(cast: "Cast") -> None:
    """Files of goods called after whoever sends them; what is in them is to be published, so it says nothing of anybody."""
    who, desk = cast.clerk.who, cast.clerk.visitor
    lines = "external_id,title,price\nP-1,,cheap\nP-2,Stool,-1\n"
    page = went(desk.get("/seller/imports"))
    went(desk.submit(page, "file", files={"file": (f"{who.given}-{who.family}.csv", "text/csv", lines.encode())}, site="eu"))
    desk.submit(page, "file", files={"file": (f"{who.given}.exe", "application/pdf", who.name.encode())}, site="eu")
