"""What moved, when, and why. Rows are written once and never changed."""

from django.db import models
from django.db.models import Q

from boxmalls.base.ids import new_id
from boxmalls.base.models.outbox import CurrentTransaction
from boxmalls.ledger.models.account import Account


class Transaction(models.Model):
    """One fact of the books. Its entries sum to zero in each unit, and were all written together with it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=24)
    reference = models.CharField(max_length=64)
    at = models.DateTimeField()
    written_by = models.BigIntegerField(db_default=CurrentTransaction(), editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(name="ledger_transaction_once", fields=["kind", "reference"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.reference}"


class Entry(models.Model):
    """So much to (or, negative, from) one account."""

    pk = models.CompositePrimaryKey("transaction_id", "position")
    transaction = models.ForeignKey(Transaction, on_delete=models.PROTECT, db_index=False, related_name="entries")
    position = models.PositiveSmallIntegerField()
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    amount_minor = models.BigIntegerField()
    seller_id = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(name="ledger_entry_moves_something", condition=~Q(amount_minor=0))]
