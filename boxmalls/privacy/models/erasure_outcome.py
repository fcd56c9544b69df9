from datetime import date
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import F
from django.db.models.functions import Coalesce, Greatest


class ErasureOutcomes(models.Manager["ErasureOutcome"]):
    """Adds to what is counted already: an erasure that was interrupted counts on."""

    def add(self, *, erasure_id: UUID, holding: str, removed: int = 0, emptied: int = 0, kept: int = 0, kept_until: date | None = None) -> None:
        """
        Count in the transaction that removes, so that the count is right wherever it is killed.

        Rows that are gone are gone once, and add up; rows that stay are met again, and do not.
        """
        outcome, _new = self.get_or_create(erasure_id=erasure_id, holding=holding)
        latest = Greatest(Coalesce("kept_until", kept_until), kept_until) if kept_until else F("kept_until")
        self.filter(pk=outcome.pk).update(removed=F("removed") + removed, emptied=Greatest("emptied", emptied), kept=Greatest("kept", kept), kept_until=latest)


class ErasureOutcome(models.Model):
    """How many rows of one holding an erasure removed, emptied or kept. A number of an erasure, not of a person."""

    erasure_id = models.UUIDField()
    holding = models.CharField(max_length=80)
    removed = models.PositiveIntegerField(default=0)
    emptied = models.PositiveIntegerField(default=0)
    kept = models.PositiveIntegerField(default=0)
    kept_until = models.DateField(null=True)

    objects: ClassVar[ErasureOutcomes] = ErasureOutcomes()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["erasure_id", "holding"], name="erasure_outcome_once")]

    def __str__(self) -> str:
        return self.holding
