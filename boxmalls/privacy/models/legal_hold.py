"""A court, an authority or a quarrel asks that something is kept: for a person, for a time, with a reference."""

from datetime import timedelta
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from boxmalls.base.ids import new_id

AT_MOST = timedelta(days=366)


class LegalHold(models.Model):
    """
    Nothing of a person's, or nothing in some of their tables, is swept or erased until a day. It is set anew if it is needed for longer.

    :param holdings: the tables, as `orders.Order`; empty for all.
    :param reference: the file number of whoever asks; no names.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("privacy.Person", on_delete=models.CASCADE, related_name="+")
    holdings = ArrayField(models.CharField(max_length=80), default=list)
    reason = models.CharField(max_length=20)
    reference = models.CharField(max_length=60)
    set_by = models.UUIDField()
    set_at = models.DateTimeField()
    until = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.UUIDField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(until__gt=F("set_at")) & Q(until__lte=F("set_at") + AT_MOST), name="hold_ends_within_a_year"),
            models.CheckConstraint(condition=Q(reason__in=["court", "authority", "dispute", "breach"]), name="hold_has_a_reason"),
            models.CheckConstraint(condition=Q(lifted_at=None, lifted_by=None) | Q(lifted_at__isnull=False, lifted_by__isnull=False), name="hold_lifted_whole"),
        ]
        indexes: ClassVar = [models.Index(fields=["person", "until"], condition=Q(lifted_at=None), name="holds_of_a_person")]

    def __str__(self) -> str:
        return self.reference
