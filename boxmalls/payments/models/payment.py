"""A sum asked of a person, and who gets what of it."""

from django.db import models
from django.db.models import Q

from boxmalls.base.ids import new_id


class Method(models.TextChoices):
    """How it is paid. From the balance it is settled at once; a transfer when staff saw it arrive."""

    BALANCE = "balance"
    BANK_TRANSFER = "bank-transfer"


class Payment(models.Model):
    """One sum. `group_id` names what it is for, as known by rooms above; none means money for the balance."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    group_id = models.UUIDField(null=True, blank=True)
    person = models.ForeignKey("privacy.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    method = models.CharField(max_length=16, choices=Method)
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    reference = models.CharField(max_length=24, unique=True)
    due_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="payments_payment_positive", condition=Q(amount_minor__gt=0)),
            models.CheckConstraint(
                name="payments_payment_due_if_transfer",
                condition=(Q(method=Method.BALANCE, due_at__isnull=True) | Q(method=Method.BANK_TRANSFER, due_at__isnull=False)),
            ),
            models.UniqueConstraint(name="payments_payment_one_per_group", fields=["group_id"], condition=Q(group_id__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.reference


class Share(models.Model):
    """What one account gets of a payment, for one part of it (`for_id`). Frozen when the payment was asked for."""

    pk = models.CompositePrimaryKey("payment_id", "position")
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, db_index=False, related_name="shares")
    position = models.PositiveSmallIntegerField()
    for_id = models.UUIDField()
    account = models.ForeignKey("ledger.Account", on_delete=models.PROTECT, db_index=False, related_name="+")
    amount_minor = models.BigIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(name="payments_share_positive", condition=Q(amount_minor__gt=0))]
