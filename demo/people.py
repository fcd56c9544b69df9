"""The demo's people: two buyers, two who work for sellers, four who work here. Their passwords are made anew in each shop."""

import json
import os
import secrets
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db import transaction

from boxmalls.accounts.actions import add_address, hire, make_account
from boxmalls.accounts.models import Staff
from boxmalls.accounts.rules import check_address
from boxmalls.accounts.signin.models import User
from boxmalls.payments.actions.ask import top_up
from boxmalls.payments.actions.confirm import confirm_transfer
from boxmalls.privacy.models import Person
from boxmalls.privacy.policy.actions import accept_policy
from boxmalls.sellers.actions import add_team_member
from boxmalls.sellers.models import Seller
from boxmalls.sites.models import Site

WORDS = "harbour carton ladder copper meadow lantern walnut anchor thimble orchard kettle pebble saddle violin marble beacon".split()  # noqa: SIM905
BALANCE = {"EUR": 500_000, "TWD": 15_000_000, "MYR": 2_000_000}
HOME = {"name": "Lena Krause", "line1": "Lindenweg 12", "postcode": "04107", "city": "Leipzig", "phone": "+49 1512 3456789"}

MIRA = "mira@demo.boxmalls.example"


class Demo(NamedTuple):
    """Somebody to sign in as."""

    role: str
    email: str
    seller: str = ""
    staff: str = ""


PEOPLE = (
    Demo("buyer", "lena@demo.boxmalls.example"),
    Demo("regular", MIRA),
    Demo("seller", "brandt@demo.boxmalls.example", seller="atelier-brandt"),
    Demo("seller", "corner@demo.boxmalls.example", seller="green-corner"),
    Demo("finance", "finance@demo.boxmalls.example", staff=Staff.FINANCE),
    Demo("officer", "officer@demo.boxmalls.example", staff=Staff.OFFICER),
    Demo("deputy", "deputy@demo.boxmalls.example", staff=Staff.OFFICER),
    Demo("admin", "admin@demo.boxmalls.example", staff=Staff.ADMIN),
)


def make_people(*, sellers: dict[str, Seller], sites: Sequence[Site], at: datetime, progress: Callable[[int, int], None]) -> None:
    """Open the demo's accounts and write their sign-ins to `demo-sign-ins.json` in the shop's folder, for its owner only."""
    notes = Path(settings.MEDIA_ROOT).parent / "demo-sign-ins.json"
    known = {each["email"]: each for each in json.loads(notes.read_text())} if notes.exists() else {}
    for done, each in enumerate(PEOPLE, 1):
        if each.email not in known:
            known[each.email] = {"role": each.role, "email": each.email, "password": _open(each, at)}
            _write(notes, list(known.values()))
        _settle(each, sellers, at)
        progress(done, len(PEOPLE) + 1)
    _give_money(sites, at)
    progress(len(PEOPLE) + 1, len(PEOPLE) + 1)


def _open(each: Demo, at: datetime) -> str:
    password = "-".join(secrets.choice(WORDS) for _ in range(4))
    user = User.objects.filter(email=each.email).first()
    if user is None:
        make_account(email=each.email, password=password, at=at)
    else:  # An earlier load was broken off before it wrote the password down.
        user.set_password(password)
        user.save(update_fields=["password"])
    return password


def _settle(each: Demo, sellers: dict[str, Seller], at: datetime) -> None:
    """Give somebody their work."""
    person = person_called(each.email)
    if each.seller:
        add_team_member(seller=sellers[each.seller], person=person, role="owner", at=at)
    if each.staff:
        hire(person=person, role=each.staff, at=at)


@transaction.atomic
def _give_money(sites: Sequence[Site], at: datetime) -> None:
    """Top up the buyer's balances by confirmed transfers, keep an address for them, and let them have read the policies."""
    from boxmalls.accounts.models import Address
    from boxmalls.payments.models import Payment

    buyer = person_called(PEOPLE[0].email)
    clerk = person_called(next(each.email for each in PEOPLE if each.staff == Staff.FINANCE))
    if Payment.objects.filter(person=buyer).exists() or Address.objects.filter(person=buyer).exists():
        return
    for site in sites:
        accept_policy(person=buyer, site_code=site.code, language="en", at=at)
        payment = top_up(person_id=buyer.pk, amount_minor=BALANCE[site.currency], currency=site.currency, at=at)
        confirm_transfer(payment_id=payment.pk, staff_id=clerk.pk, at=at)
    add_address(person_id=buyer.pk, postal=check_address("DE", HOME), at=at)


def person_called(email: str) -> Person:
    """Whose sign-in this is."""
    return Person.objects.get(pk=User.objects.values_list("person_id", flat=True).get(email=email))


def _write(path: Path, people: list[dict[str, str]]) -> None:
    beside = path.with_suffix(".part")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(people, file, indent=1)
    beside.replace(path)
