from typing import ClassVar

from django.db import models

from boxmalls.base.ids import new_id
from boxmalls.orders.models.order import Order
from boxmalls.privacy.vault.fields import SealedText


class OrderMessage(models.Model):
    """What buyer and seller wrote to each other about an order. Sealed with the buyer's key, whoever wrote it, and erased with them."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="messages")
    person = models.ForeignKey("privacy.Person", on_delete=models.CASCADE, related_name="+")
    from_seller = models.BooleanField()
    text = SealedText(max_length=2000)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["order", "at"], name="messages_of_an_order")]

    def __str__(self) -> str:
        return str(self.pk)
