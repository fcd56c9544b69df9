"""Persons and what the kernel keeps about them, for tests: made through the front door."""

from datetime import UTC, datetime
from uuid import UUID

from boxmalls.privacy.actions.persons import create_person
from boxmalls.privacy.models import Acceptance, Person
from boxmalls.privacy.policy import accept_policy, publish_first_policy

AT = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def make_person(kind: str = Person.ACCOUNT, *, at: datetime = AT) -> Person:
    """Somebody, with a key of their own."""
    return create_person(kind=kind, at=at)


def make_visitor(*, at: datetime = AT) -> Person:
    """Somebody with nothing but a cookie."""
    return make_person(Person.VISITOR, at=at)


def publish(site_code: str = "eu", *, at: datetime = AT) -> None:
    """The first policy, in force on a site."""
    publish_first_policy(site_codes=[site_code], at=at)


def make_acceptance(person: Person | UUID, site_code: str = "eu", language: str = "en", *, at: datetime = AT) -> Acceptance:
    """Somebody accepted the policy."""
    publish(site_code, at=at)
    return accept_policy(person=person, site_code=site_code, language=language, at=at)
