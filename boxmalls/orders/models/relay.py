"""Where buyer and seller of an order write to each other by email, and which mails were taken."""

from typing import ClassVar

from django.db import models

from boxmalls.base.ids import new_id
from boxmalls.orders.models.order import Order


class RelayAddress(models.Model):
    """
    An address of ours for one direction of one order: whoever writes to it reaches the other.

    The name is 128 bits of chance. The row goes with the seller's lease, and with the buyer.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    order = models.ForeignKey(Order, on_delete=models.CASCADE, db_index=False, related_name="relay_addresses")
    person = models.ForeignKey("privacy.Person", on_delete=models.CASCADE, related_name="+")
    to_seller = models.BooleanField(help_text="Whether what is written to it goes to the seller.")
    name = models.CharField(max_length=40, unique=True, help_text="What stands before the @.")
    opened_at = models.DateTimeField()
    ends_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["order", "to_seller"], name="one_relay_address_for_each_direction")]

    def __str__(self) -> str:
        return str(self.pk)


class RelayedMail(models.Model):
    """A mail was taken, once. Nothing here says who wrote, to whom, or about what; gone after thirty days."""

    class Outcome(models.TextChoices):
        MESSAGE = "message"
        REFUSED = "refused"
        FORGED = "forged"
        MACHINE = "machine"
        NOBODY = "nobody"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    digest = models.BinaryField(help_text="A keyed hash of the mail.")
    outcome = models.CharField(max_length=8, choices=Outcome)
    taken_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["digest"], name="mail_relayed_once")]

    def __str__(self) -> str:
        return self.outcome
