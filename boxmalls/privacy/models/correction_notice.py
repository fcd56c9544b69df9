"""That somebody who received a value has to hear that it was wrong, and whether they did."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from boxmalls.base.ids import new_id


class CorrectionNotice(models.Model):
    """
    One recipient of a value that was corrected since.

    :param told_at: when it was put before them: at their desk at once, to others when somebody told them.
    :param acknowledged_at: when they said that they had corrected it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("privacy.Person", on_delete=models.CASCADE, related_name="+")
    correction = models.ForeignKey("privacy.Correction", on_delete=models.CASCADE, related_name="notices")
    recipient = models.CharField(max_length=80)
    recipient_name = models.CharField(max_length=120)
    order_ref = models.CharField(max_length=40, blank=True)
    made_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
    acknowledged_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["correction", "recipient", "order_ref"], name="corrected_once_with_each"),
            models.CheckConstraint(condition=Q(acknowledged_at=None) | Q(acknowledged_at__gte=F("told_at")), name="acknowledged_after_told"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["recipient", "made_at"], condition=Q(acknowledged_at=None), name="corrections_to_hear"),
            models.Index(fields=["person", "-made_at"], name="corrections_sent_on"),
        ]

    def __str__(self) -> str:
        return f"{self.recipient} {self.pk}"
