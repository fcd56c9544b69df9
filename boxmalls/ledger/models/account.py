"""Whose money it is."""

from django.db import models
from django.db.models import Q

from boxmalls.base.ids import new_id


class Kind(models.TextChoices):
    """What an account holds. Positive is owed to the owner; the bank, which owes us, is negative."""

    WALLET = "wallet"  # a person's balance, spendable
    POINTS = "points"  # a person's points; unit "points"
    PAYABLE = "payable"  # what a seller is owed for goods
    SHIPPING = "shipping"  # what a seller is owed for carriage; labels that we print are drawn from it
    COMMISSION = "commission"  # what the marketplace earned
    COMMISSION_VAT = "commission-vat"  # tax on what it earned, owed to the state
    BANK = "bank"  # money that is with the bank
    UNCLAIMED = "unclaimed"  # money whose owner is gone


PERSONAL = (Kind.WALLET, Kind.POINTS)
SELLERS = (Kind.PAYABLE, Kind.SHIPPING)
PLATFORM = (Kind.COMMISSION, Kind.COMMISSION_VAT, Kind.BANK, Kind.UNCLAIMED)

SHARDS = {Kind.COMMISSION: 16, Kind.COMMISSION_VAT: 16, Kind.BANK: 4}
"""Accounts that every sale touches are split, so that sales do not queue behind one row."""


class Account(models.Model):
    """Money of one owner, in one unit. The balance is moved by the entries' trigger and by nothing else."""

    Kind = Kind

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=16, choices=Kind)
    unit = models.CharField(max_length=8)
    owner_person = models.ForeignKey("privacy.Person", null=True, blank=True, on_delete=models.SET_NULL, db_index=False, related_name="+")
    owner_seller = models.UUIDField(null=True, blank=True)
    shard = models.PositiveSmallIntegerField(default=0)
    balance_minor = models.BigIntegerField(default=0)
    opened_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="ledger_account_not_overdrawn", condition=~Q(kind__in=PERSONAL) | Q(balance_minor__gte=0)),
            models.CheckConstraint(
                name="ledger_account_owner_fits_kind",
                condition=(
                    Q(kind__in=PERSONAL, owner_seller__isnull=True)
                    | Q(kind__in=SELLERS, owner_person__isnull=True, owner_seller__isnull=False)
                    | Q(kind__in=PLATFORM, owner_person__isnull=True, owner_seller__isnull=True)
                ),
            ),
            models.UniqueConstraint(
                name="ledger_account_one_per_person",
                fields=["owner_person", "kind", "unit"],
                condition=Q(owner_person__isnull=False),
            ),
            models.UniqueConstraint(
                name="ledger_account_one_per_seller",
                fields=["owner_seller", "kind", "unit"],
                condition=Q(owner_seller__isnull=False),
            ),
            models.UniqueConstraint(name="ledger_account_one_per_shard", fields=["kind", "unit", "shard"], condition=Q(kind__in=PLATFORM)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.unit} {self.id}"
