"""The number under which a seller reaches a buyer without theirs, and the calls through it."""

from typing import ClassVar

from django.db import models

from boxmalls.base.ids import new_id
from boxmalls.orders.models.order import Order
from boxmalls.privacy.vault.fields import SealedText


class PhoneLine(models.Model):
    """A session at the phone relay, under a name of our own. It goes with the seller's lease, and with the buyer."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    order = models.OneToOneField(Order, on_delete=models.CASCADE, related_name="phone_line")
    person = models.ForeignKey("privacy.Person", on_delete=models.CASCADE, related_name="+")
    number = SealedText(max_length=40, blank=True)
    pin = SealedText(max_length=20, blank=True)
    asked_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return str(self.pk)


class LineToClose(models.Model):
    """A session that is over here and not yet there. Names nobody; gone as soon as the relay has closed it."""

    id = models.UUIDField(primary_key=True, editable=False, help_text="The session.")
    wanted_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.pk)


class PhoneCall(models.Model):
    """Somebody called through a line. What was said nobody keeps."""

    class Kind(models.TextChoices):
        STARTED = "call.started"
        ENDED = "call.ended"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="phone_calls")
    person = models.ForeignKey("privacy.Person", on_delete=models.CASCADE, related_name="+")
    event = models.BinaryField(help_text="A hash of the relay's own number of the event.")
    kind = models.CharField(max_length=12, choices=Kind)
    seconds = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["event"], name="call_noted_once")]

    def __str__(self) -> str:
        return self.kind
