"""What happened to an order."""

from django.db import models

from boxmalls.base.ids import new_id
from boxmalls.orders.models.order import Order
from boxmalls.privacy.vault.fields import SealedText


class Shipment(models.Model):
    """The seller handed the parcel to a carrier."""

    order = models.OneToOneField(Order, primary_key=True, on_delete=models.PROTECT, related_name="shipment")
    person = models.ForeignKey("privacy.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    carrier = models.CharField(max_length=60)
    tracking = SealedText(max_length=80, blank=True)
    shipped_at = models.DateTimeField()


class Receipt(models.Model):
    """The buyer has it."""

    order = models.OneToOneField(Order, primary_key=True, on_delete=models.PROTECT, related_name="receipt")
    received_at = models.DateTimeField()


class Cancellation(models.Model):
    """The order was called off before it was shipped."""

    class By(models.TextChoices):
        BUYER = "buyer"
        SELLER = "seller"
        STAFF = "staff"
        UNPAID = "unpaid"

    order = models.OneToOneField(Order, primary_key=True, on_delete=models.PROTECT, related_name="cancellation")
    by = models.CharField(max_length=8, choices=By)
    cancelled_at = models.DateTimeField()


class MailSent(models.Model):
    """A mail about a group or an order went out, so that it does not go out twice."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    about_id = models.UUIDField()
    kind = models.CharField(max_length=24)
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="orders_mailsent_once", fields=["about_id", "kind"])]
