"""A court or an authority forbids for a time that somebody is told that their data was read and handed over."""

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from boxmalls.base.ids import new_id
from boxmalls.privacy.vault.fields import SealedText

ALONE_AT_MOST = timedelta(days=30)
"""What one person of the office may answer for alone, counted from the first order about a look."""
AT_MOST = timedelta(days=730)
"""Never longer than this from the first order about a look: what is told must still be kept."""


class Silence(models.Model):
    """
    Until its end a look, and what was handed over by it, is not shown to its person. It ends by itself, and then they are told.

    :param ground: the law, and the number of the order.
    :param first_at: when the first order about the same look was written down; no later one begins the count anew.
    :param until_at: the moment that the order names.
    :param ends_at: the moment at which it ends: what one person may answer for, and the whole only once a second one agreed.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("privacy.Person", on_delete=models.CASCADE, related_name="+")
    glass = models.ForeignKey("privacy.BreakGlass", on_delete=models.CASCADE, related_name="silences")
    ground = SealedText(max_length=120)
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField()
    first_at = models.DateTimeField()
    until_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    agreed_by = models.UUIDField(null=True)
    agreed_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["ends_at"], condition=Q(told_at=None), name="silences_to_end")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(agreed_by=F("asked_by")), name="silence_takes_two"),
            models.CheckConstraint(
                condition=Q(agreed_by=None, agreed_at=None) | Q(agreed_by__isnull=False, agreed_at__isnull=False), name="silence_agreed_whole"
            ),
            models.CheckConstraint(condition=Q(agreed_by__isnull=False) | Q(ends_at__lte=F("first_at") + ALONE_AT_MOST), name="silence_of_one_is_short"),
            models.CheckConstraint(
                condition=Q(ends_at__lte=F("until_at"), until_at__gt=F("asked_at"), until_at__lte=F("first_at") + AT_MOST), name="silence_ends"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
