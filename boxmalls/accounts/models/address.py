from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from boxmalls.base.ids import new_id
from boxmalls.privacy.vault.fields import SealedText


class Address(models.Model):
    """A line of someone's address book. An order keeps its own copy, so that correcting one does not rewrite history."""

    DELIVERY = "delivery"
    BILLING = "billing"
    KINDS: ClassVar = [(DELIVERY, _("Delivery")), (BILLING, _("Invoice"))]

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("privacy.Person", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=KINDS, default=DELIVERY)
    name = SealedText(max_length=100)
    line1 = SealedText(max_length=120)
    line2 = SealedText(max_length=120, blank=True)
    postcode = SealedText(max_length=12)
    city = SealedText(max_length=80)
    region = SealedText(max_length=80, blank=True)
    country = models.CharField(max_length=2)
    phone = SealedText(max_length=24, blank=True, help_text="E.164.")
    added_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    used_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(kind__in=["delivery", "billing"]), name="address_is_of_a_kind"),
            models.CheckConstraint(condition=models.Q(country__regex="^[A-Z]{2}$"), name="address_country_is_a_code"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
