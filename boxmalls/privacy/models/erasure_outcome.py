from datetime import date
from typing import ClassVar
from uuid import UUID

from django.db import connections, models

ADD = """
INSERT INTO privacy_erasureoutcome AS known (erasure_id, holding, removed, emptied, kept, kept_until) VALUES (%s, %s, %s, %s, %s, %s)
ON CONFLICT (erasure_id, holding) DO UPDATE
   SET removed = known.removed + excluded.removed, emptied = greatest(known.emptied, excluded.emptied),
       kept = greatest(known.kept, excluded.kept), kept_until = greatest(known.kept_until, excluded.kept_until)
"""


class ErasureOutcomes(models.Manager["ErasureOutcome"]):
    """Adds to what is counted already: an erasure that was interrupted counts on."""

    def add(self, *, erasure_id: UUID, holding: str, removed: int = 0, emptied: int = 0, kept: int = 0, kept_until: date | None = None) -> None:
        """
        Count in the transaction that removes, so that the count is right wherever it is killed.

        Rows that are gone are gone once, and add up; rows that stay are met again, and do not.
        """
        if removed or emptied or kept:
            with connections[self.db].cursor() as cursor:
                cursor.execute(ADD, [erasure_id, holding, removed, emptied, kept, kept_until])


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
