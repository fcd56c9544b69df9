"""Taking a part of a payment back."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from boxmalls.base.ids import new_id
from boxmalls.ledger.actions import post
from boxmalls.ledger.statements import Posting
from boxmalls.payments.actions.buyer import buyer_account
from boxmalls.payments.models import Payment, Refund, TransferLapse
from boxmalls.payments.queries import is_settled


@transaction.atomic
def give_back(*, group_id: UUID, for_id: UUID, at: datetime) -> Refund:
    """
    Take one part of a payment back.

    Paid money goes to the buyer's balance, by the reverse of what was posted. If nothing was paid yet, nothing moves now.
    """
    payment = Payment.objects.select_for_update().get(group_id=group_id)
    shares = list(payment.shares.filter(for_id=for_id).select_related("account").order_by("position"))
    amount = sum(share.amount_minor for share in shares)
    fact: UUID | None = None
    refund_id = new_id()
    if is_settled(payment):
        entries = [Posting(buyer_account(payment, at), amount)]
        entries += [Posting(share.account_id, -share.amount_minor, share.account.owner_seller) for share in shares]
        fact = post(kind="refund", reference=refund_id, entries=entries, at=at)
    return Refund.objects.create(id=refund_id, payment=payment, for_id=for_id, amount_minor=amount, transaction_id=fact, refunded_at=at)


@transaction.atomic
def lapse_transfer(*, group_id: UUID, at: datetime) -> bool:
    """Stop waiting for a transfer. False if it has arrived, lapsed before, or is not yet due."""
    payment = Payment.objects.select_for_update().get(group_id=group_id)
    if payment.due_at is None or payment.due_at > at or is_settled(payment):
        return False
    _lapse, new = TransferLapse.objects.get_or_create(payment=payment, defaults={"lapsed_at": at})
    return new
