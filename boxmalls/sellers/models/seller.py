"""A store on the marketplace."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from boxmalls.base.ids import new_id


class Learns(models.TextChoices):
    """How much of a buyer a seller is shown. Each step shows more than the one before."""

    LABEL = "label", _("First name and parcel label")
    ADDRESS = "address", _("Name and address")
    ADDRESS_PHONE = "address_phone", _("Name and address, and a way to agree when to deliver")


class SellerStatus(models.TextChoices):
    OPEN = "open", _("Open")
    PAUSED = "paused", _("On holiday")
    CLOSED = "closed", _("Closed")


class Seller(models.Model):
    """Someone who sells here. The commission is in basis points (100 = 1 %); address and tax number stand on invoices."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=80)
    place = models.CharField(max_length=80, blank=True)
    address = models.CharField(max_length=200, blank=True, db_default="")
    tax_number = models.CharField(max_length=40, blank=True, db_default="")
    country = models.CharField(max_length=2)
    about = models.TextField(max_length=2000, blank=True)
    since_on = models.DateField(null=True, blank=True)
    learns = models.CharField(max_length=16, choices=Learns, default=Learns.LABEL)
    commission_bp = models.PositiveIntegerField(default=800)
    status = models.CharField(max_length=8, choices=SellerStatus, default=SellerStatus.OPEN)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=Q(learns__in=Learns.values), name="sellers_seller_learns"),
            models.CheckConstraint(
                condition=Q(status__in=SellerStatus.values),
                name="sellers_seller_status",
            ),
            models.CheckConstraint(condition=Q(commission_bp__lte=10_000), name="sellers_seller_commission"),
            models.CheckConstraint(condition=Q(country__regex="^[A-Z]{2}$"), name="sellers_seller_country"),
            models.CheckConstraint(condition=~Q(slug="") & ~Q(name=""), name="sellers_seller_named"),
        ]

    def __str__(self) -> str:
        return self.name
