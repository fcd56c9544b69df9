"""A transfer has arrived."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from boxmalls.base import outbox
from boxmalls.base.refusals import Conflict
from boxmalls.ledger.actions import account_for, post
from boxmalls.ledger.models import Account
from boxmalls.ledger.models.account import PERSONAL
from boxmalls.ledger.statements import Posting
from boxmalls.payments.actions.buyer import buyer_account, is_gone
from boxmalls.payments.models import Method, Payment, TransferConfirmation
from boxmalls.payments.personal_data import CONFIRMING
from boxmalls.privacy.collection import collecting


class AlreadyConfirmed(Conflict):
    code = "already-confirmed"
    words = _("This transfer was confirmed before. Nothing was booked a second time.")


@transaction.atomic
def confirm_transfer(*, payment_id: UUID, staff_id: UUID, at: datetime) -> TransferConfirmation:
    """
    Book a transfer that staff saw on the bank's statement.

    Each part goes to whom it is due; what was called off in the meantime, or came too late, goes to the buyer's balance.

    :raises AlreadyConfirmed: if somebody was quicker.
    """
    payment = Payment.objects.select_for_update().get(pk=payment_id, method=Method.BANK_TRANSFER)
    if TransferConfirmation.objects.filter(payment=payment).exists():
        raise AlreadyConfirmed
    fact = post(kind="transfer", reference=payment.pk, entries=_entries(payment, at), at=at)
    with collecting(CONFIRMING, person=staff_id, at=at):
        confirmation = TransferConfirmation.objects.create(payment=payment, staff_id=staff_id, transaction_id=fact, confirmed_at=at)
    outbox.publish("payment.confirmed", payment.pk, {"group": str(payment.group_id) if payment.group_id else None})
    return confirmation


def _entries(payment: Payment, at: datetime) -> list[Posting]:
    shares = list(payment.shares.select_related("account").order_by("position"))
    called_off = dict(payment.refunds.values_list("for_id", "amount_minor"))
    if is_gone(payment):
        called_off |= {share.for_id: share.amount_minor for share in shares if share.account.kind in PERSONAL}
    entries = [Posting(account_for(kind=Account.Kind.BANK, unit=payment.currency, at=at), -payment.amount_minor)]
    entries += [Posting(share.account_id, share.amount_minor, share.account.owner_seller) for share in shares if share.for_id not in called_off]
    if called_off:
        entries.append(Posting(buyer_account(payment, at), sum(called_off.values())))
    return entries
