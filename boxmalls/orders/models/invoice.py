"""Invoices, numbered without a gap."""

from django.db import models
from django.db.models import Q

from boxmalls.base.ids import new_id
from boxmalls.orders.models.order import Order


class InvoiceCounter(models.Model):
    """The last number of one seller's invoices on one site in one year. Locked for the end of a sale only."""

    pk = models.CompositePrimaryKey("site_id", "seller_id", "year")
    site = models.ForeignKey("sites.Site", on_delete=models.PROTECT, db_index=False, related_name="+")
    seller = models.ForeignKey("sellers.Seller", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()


class Invoice(models.Model):
    """
    An invoice, or the credit note that takes it back, which is numbered in the same row of numbers.

    `year` is the year at the place of the site's law. Written once.
    """

    class Kind(models.TextChoices):
        INVOICE = "invoice"
        CREDIT = "credit"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=8, choices=Kind)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, db_index=False, related_name="invoices")
    site = models.ForeignKey("sites.Site", on_delete=models.PROTECT, db_index=False, related_name="+")
    seller = models.ForeignKey("sellers.Seller", on_delete=models.PROTECT, db_index=False, related_name="+")
    year = models.PositiveSmallIntegerField()
    sequence = models.PositiveIntegerField()
    number = models.CharField(max_length=64, db_index=True)
    total_minor = models.BigIntegerField()
    tax_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    issued_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="orders_invoice_number", fields=["site", "seller", "year", "sequence"]),
            models.UniqueConstraint(name="orders_invoice_once", fields=["order", "kind"]),
            models.CheckConstraint(
                name="orders_invoice_sign",
                condition=Q(kind="invoice", total_minor__gt=0) | Q(kind="credit", total_minor__lt=0),
            ),
        ]

    def __str__(self) -> str:
        return self.number
