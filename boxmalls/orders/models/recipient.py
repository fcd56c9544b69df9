"""Whom an order goes to, and where its mails go. Sealed; gone a year after the order."""

from django.db import models

from boxmalls.base.ids import new_id
from boxmalls.orders.models.order import Order, OrderGroup
from boxmalls.privacy.vault.fields import SealedText


class Delivery(models.Model):
    """Name and address of one order."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    order = models.OneToOneField(Order, on_delete=models.PROTECT, related_name="delivery")
    person = models.ForeignKey("privacy.Person", on_delete=models.CASCADE, related_name="+")
    name = SealedText(max_length=120)
    phone = SealedText(max_length=40, blank=True)
    line1 = SealedText(max_length=200)
    line2 = SealedText(max_length=200, blank=True)
    city = SealedText(max_length=120)
    region = SealedText(max_length=120, blank=True)
    postcode = SealedText(max_length=20, blank=True)
    country = SealedText(max_length=2)
    created_at = models.DateTimeField()


class Contact(models.Model):
    """The address to which the mails about a group go."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    group = models.OneToOneField(OrderGroup, on_delete=models.PROTECT, related_name="contact")
    person = models.ForeignKey("privacy.Person", on_delete=models.CASCADE, related_name="+")
    email = SealedText(max_length=254)
    created_at = models.DateTimeField()
