"""Where a buyer's money goes back to."""

from datetime import datetime
from uuid import UUID

from boxmalls.ledger.actions import account_for
from boxmalls.ledger.models import Account
from boxmalls.payments.models import Payment
from boxmalls.privacy.models import Person


def buyer_account(payment: Payment, at: datetime) -> UUID:
    """The buyer's balance; the account of money without an owner if the buyer has been erased."""
    if is_gone(payment):
        return account_for(kind=Account.Kind.UNCLAIMED, unit=payment.currency, at=at)
    return account_for(kind=Account.Kind.WALLET, unit=payment.currency, person=payment.person_id, at=at)


def is_gone(payment: Payment) -> bool:
    """Whether the buyer has been erased, or is being."""
    return payment.person_id is None or Person.objects.filter(pk=payment.person_id, erased_at__isnull=False).exists()
