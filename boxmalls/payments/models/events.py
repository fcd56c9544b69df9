"""What became of a payment."""

from django.db import models
from django.db.models import Q

from boxmalls.base.ids import new_id
from boxmalls.payments.models.payment import Payment


class TransferConfirmation(models.Model):
    """Staff saw the transfer on the bank's statement."""

    payment = models.OneToOneField(Payment, primary_key=True, on_delete=models.PROTECT, related_name="confirmation")
    staff = models.ForeignKey("privacy.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    transaction = models.ForeignKey("ledger.Transaction", on_delete=models.PROTECT, db_index=False, related_name="+")
    confirmed_at = models.DateTimeField()


class TransferLapse(models.Model):
    """The transfer did not come in time. Should it come later, it goes to the balance."""

    payment = models.OneToOneField(Payment, primary_key=True, on_delete=models.PROTECT, related_name="lapse")
    lapsed_at = models.DateTimeField()


class Refund(models.Model):
    """
    One part of a payment was taken back.

    With a transaction the money went to the buyer's balance; without one nothing had been paid yet, and what
    still comes in for this part will go there.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="refunds")
    for_id = models.UUIDField()
    amount_minor = models.BigIntegerField()
    transaction = models.ForeignKey("ledger.Transaction", null=True, on_delete=models.PROTECT, db_index=False, related_name="+")
    refunded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="payments_refund_once", fields=["payment", "for_id"]),
            models.CheckConstraint(name="payments_refund_positive", condition=Q(amount_minor__gt=0)),
        ]
