"""Payments for tests."""

from datetime import datetime
from uuid import UUID

from boxmalls.ledger.testing import AT
from boxmalls.payments.actions import confirm_transfer, top_up
from boxmalls.payments.models import Payment, TransferConfirmation
from boxmalls.privacy.actions.persons import create_person
from boxmalls.privacy.models import Person


def make_balance(person: Person, amount_minor: int, currency: str = "EUR", *, at: datetime = AT) -> None:
    """Somebody paid into their balance, and staff saw it arrive."""
    confirm(top_up(person_id=person.pk, amount_minor=amount_minor, currency=currency, at=at).pk, at=at)


def confirm(payment: Payment | UUID, *, at: datetime = AT) -> TransferConfirmation:
    """Staff see a transfer arrive."""
    staff = Person.objects.filter(kind=Person.STAFF, erased_at=None).first() or create_person(kind=Person.STAFF, at=at)
    return confirm_transfer(payment_id=payment if isinstance(payment, UUID) else payment.pk, staff_id=staff.pk, at=at)
