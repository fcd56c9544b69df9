"""A parcel that a courier was told to bring, and what the courier says of it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from boxmalls.base.ids import new_id
from boxmalls.orders.models.order import Order
from boxmalls.privacy.vault.fields import SealedText


class Booking(models.Model):
    """
    A parcel at a courier, under a name of our own. It goes with the seller's lease, and with the buyer.

    `code` is shown where a paperless parcel is handed over: the courier writes the label itself, and the seller learns no address.
    """

    class Handover(models.TextChoices):
        DROP_OFF = "drop_off", _("I bring it to the counter")
        PICK_UP = "pick_up", _("The courier comes for it")

    class Service(models.TextChoices):
        STANDARD = "standard", _("Standard")
        EXPRESS = "express", _("Express")

    class Size(models.TextChoices):
        SMALL = "s", _("Small, up to 35 × 25 × 10 cm")
        MEDIUM = "m", _("Medium, up to 60 × 30 × 15 cm")
        LARGE = "l", _("Large, up to 120 × 60 × 60 cm")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    order = models.OneToOneField(Order, on_delete=models.CASCADE, related_name="booking")
    person = models.ForeignKey("privacy.Person", on_delete=models.CASCADE, related_name="+")
    courier = models.CharField(max_length=60, help_text="Which of the shop's couriers.")
    service = models.CharField(max_length=8, choices=Service)
    handover = models.CharField(max_length=8, choices=Handover)
    paperless = models.BooleanField()
    weight_g = models.PositiveIntegerField()
    size = models.CharField(max_length=1, choices=Size)
    tracking = SealedText(max_length=40, blank=True)
    code = SealedText(max_length=40, blank=True)
    asked_at = models.DateTimeField()
    booked_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return str(self.pk)


class ParcelToForget(models.Model):
    """A parcel that is over here and not yet at its courier. Names nobody; gone as soon as the courier has answered."""

    id = models.UUIDField(primary_key=True, editable=False, help_text="The parcel.")
    courier = models.CharField(max_length=60)
    wanted_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.pk)


class ParcelEvent(models.Model):
    """The courier said where a parcel is."""

    class Kind(models.TextChoices):
        ACCEPTED = "accepted", _("The courier has it")
        IN_TRANSIT = "in_transit", _("On its way")
        DELIVERED = "delivered", _("Delivered")
        RETURNED = "returned", _("On its way back to the seller")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="parcel_events")
    person = models.ForeignKey("privacy.Person", on_delete=models.CASCADE, related_name="+")
    event = models.BinaryField(help_text="A hash of the courier's own number of the event.")
    kind = models.CharField(max_length=10, choices=Kind)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["event"], name="parcel_event_noted_once")]

    def __str__(self) -> str:
        return self.kind
