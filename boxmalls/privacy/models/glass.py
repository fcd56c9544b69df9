"""Breaking the glass: a look into one person's data that two people of the office answer for."""

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from boxmalls.base.ids import new_id
from boxmalls.privacy.vault.fields import SealedText

OPEN_FOR = timedelta(minutes=30)


class BreakGlass(models.Model):
    """
    Somebody of the office asks to read; somebody else allows or refuses it; it ends by itself.

    :param categories: the letters of the policy's categories (3.1) that may be read.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("privacy.Person", on_delete=models.CASCADE, related_name="+")
    reason = SealedText(max_length=300)
    categories = models.CharField(max_length=9)
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField()
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    allowed = models.BooleanField(null=True)
    ends_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["-asked_at"], name="glass_newest_first")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(decided_by=F("asked_by")), name="glass_takes_two"),
            models.CheckConstraint(
                condition=Q(decided_by=None, decided_at=None, allowed=None) | Q(decided_by__isnull=False, decided_at__isnull=False, allowed__isnull=False),
                name="glass_decided_whole",
            ),
            models.CheckConstraint(
                condition=Q(allowed=True, ends_at=F("decided_at") + OPEN_FOR) | (Q(ends_at=None) & (Q(allowed=False) | Q(allowed=None))),
                name="glass_open_for_thirty_minutes",
            ),
            models.CheckConstraint(condition=Q(closed_at=None) | Q(allowed=True, closed_at__lte=F("ends_at")), name="glass_closes_what_was_open"),
            models.CheckConstraint(condition=Q(categories__regex="^[a-i]{1,9}$"), name="glass_names_categories"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
