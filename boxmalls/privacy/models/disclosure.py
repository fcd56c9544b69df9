"""What left the house, to whom, and why."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from boxmalls.base.ids import new_id


class Disclosure(models.Model):
    """Somebody outside was shown or sent something about a person."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("privacy.Person", on_delete=models.CASCADE, related_name="+")
    recipient = models.CharField(max_length=80)
    recipient_name = models.CharField(max_length=120)
    purpose = models.CharField(max_length=60)
    categories = ArrayField(models.CharField(max_length=1))
    what = models.CharField(max_length=200)
    occasion = models.CharField(max_length=1, blank=True)
    order_ref = models.CharField(max_length=40, blank=True)
    until_on = models.DateField(null=True)
    look_id = models.UUIDField(null=True, help_text="The look by which a court or an authority was handed it.")
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person", "-at"], name="disclosures_of_a_person")]

    def __str__(self) -> str:
        return f"{self.recipient} {self.pk}"
