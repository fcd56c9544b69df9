"""Accounts for tests and demos, made through the front door."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from boxmalls.accounts import actions
from boxmalls.accounts.actions import add_address, hire
from boxmalls.accounts.models import Address, Staff
from boxmalls.accounts.rules import PostalAddress, check_address
from boxmalls.accounts.signin.models import User
from boxmalls.base.clock import now
from boxmalls.base.ids import new_id
from boxmalls.privacy.models import Person

PASSWORD = "a quiet harbour town"
LEIPZIG = {"name": "Lena Krause", "line1": "Lindenweg 12", "postcode": "04107", "city": "Leipzig", "phone": "+49 1512 3456789"}


def make_user(email: str | None = None, *, password: str = PASSWORD, at: datetime | None = None, **more: Any) -> User:
    """An account's sign-in row; its person is `user.person_id`."""
    return actions.make_account(email=email or f"{new_id().hex[-12:]}@example.org", password=password, at=at or now(), **more)


def make_account(email: str | None = None, **more: Any) -> Person:
    """The person of a new account."""
    return Person.objects.get(pk=make_user(email, **more).person_id)


def sign_in(client: Any, who: User | Person | UUID) -> Any:
    """Sign a test client in as somebody, without the page; returns the client."""
    user = who if isinstance(who, User) else User.objects.get(person_id=who.pk if isinstance(who, Person) else who)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def make_staff(role: str = Staff.SUPPORT, *, email: str | None = None, at: datetime | None = None) -> Person:
    """Somebody who works here."""
    person = make_account(email, at=at)
    hire(person=person, role=role, at=at or now())
    person.refresh_from_db()
    return person


def make_seller_member(seller: Any = None, *, role: str = "owner", email: str | None = None, at: datetime | None = None) -> Person:
    """Somebody on a seller's team; a new seller's, if none is given."""
    from importlib import import_module

    person = make_account(email, at=at)
    if seller is None:
        seller = import_module("boxmalls.sellers.testing").make_seller()
    import_module("boxmalls.sellers.actions").add_team_member(seller=seller, person=person, role=role, at=at or now())
    return person


def make_postal(country: str = "DE", **changed: str) -> PostalAddress:
    """An address that every parcel service finds."""
    return check_address(country, {**LEIPZIG, **changed})


def make_address(person: Person | UUID, country: str = "DE", *, at: datetime | None = None, **changed: str) -> Address:
    """A line in somebody's address book."""
    person_id = person.pk if isinstance(person, Person) else person
    return add_address(person_id=person_id, postal=make_postal(country, **changed), at=at or now())
