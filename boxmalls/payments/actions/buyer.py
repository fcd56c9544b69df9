"""Where a buyer's money goes back to."""

from datetime import datetime
from uuid import UUID

from boxmalls.ledger.actions import account_for
from boxmalls.ledger.models import Account
from boxmalls.payments.models import Payment


def buyer_account(payment: Payment, at: datetime) -> UUID:
    """The buyer's balance; the account of money without an owner if the buyer has been erased."""
    if payment.person_id is None:
        return account_for(kind=Account.Kind.UNCLAIMED, unit=payment.currency, at=at)
    return account_for(kind=Account.Kind.WALLET, unit=payment.currency, person=payment.person_id, at=at)
