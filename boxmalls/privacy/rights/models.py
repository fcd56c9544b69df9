"""Erasures, in the safe: the shop's own backups must not be able to undo them."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from django.db import connections, models

from boxmalls.base.ids import new_id

ADD_LINE = """
INSERT INTO rights_erasureline AS known (erasure_id, holding, removed, kept, kept_until) VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (erasure_id, holding) DO UPDATE SET removed = known.removed + excluded.removed, kept = excluded.kept, kept_until = excluded.kept_until
"""


class Erasure(models.Model):
    """Somebody asked to be erased. Done when the last step is recorded, never before."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person_id = models.UUIDField(unique=True)
    site_code = models.CharField(max_length=12)
    receipt_sha256 = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField()
    unreadable_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    backups_gone_on = models.DateField(null=True)
    bytes_gone_at = models.DateTimeField(null=True)
    all_gone_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["done_at"], condition=models.Q(bytes_gone_at=None), name="erasure_with_bytes_left"),
            models.Index(fields=["bytes_gone_at"], condition=models.Q(all_gone_at=None), name="erasure_with_something_left"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class ErasureStep(models.Model):
    """A step that is behind us."""

    erasure = models.ForeignKey(Erasure, on_delete=models.CASCADE, related_name="steps")
    name = models.CharField(max_length=100)
    done_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["erasure", "name"], name="erasure_step_once")]

    def __str__(self) -> str:
        return self.name


class ErasureLines(models.Manager["ErasureLine"]):
    """Adds to what is counted already."""

    def add(self, *, erasure_id: UUID, holding: str, removed: int, kept: int, kept_until: date | None) -> None:
        """Count what a holding of the safe had, in the transaction that removes it."""
        with connections["safe"].cursor() as cursor:
            cursor.execute(ADD_LINE, [erasure_id, holding, removed, kept, kept_until])


class ErasureLine(models.Model):
    """What became of one holding: how many rows went, how many stay as numbers, until when."""

    erasure = models.ForeignKey(Erasure, on_delete=models.CASCADE, related_name="lines")
    holding = models.CharField(max_length=80)
    removed = models.PositiveIntegerField(default=0)
    kept = models.PositiveIntegerField(default=0)
    kept_until = models.DateField(null=True)

    objects: ClassVar[ErasureLines] = ErasureLines()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["erasure", "holding"], name="erasure_line_once")]

    def __str__(self) -> str:
        return self.holding


class HousekeepingRun(models.Model):
    """One database was cleared of what erasures left in its files: how many tables were written anew, how much log was deleted."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    cluster = models.CharField(max_length=10)
    at = models.DateTimeField()
    erasures = models.PositiveIntegerField()
    tables = models.PositiveIntegerField()
    segments = models.PositiveIntegerField()
    log_from = models.CharField(max_length=24, default="")

    def __str__(self) -> str:
        return f"{self.cluster} {self.at:%Y-%m-%d %H:%M}"


class RewrittenTable(models.Model):
    """A table was written anew, and how often it had been changed by then: as long as it is not changed again, nothing removed lies in it."""

    cluster = models.CharField(max_length=10)
    name = models.CharField(max_length=63)
    state = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["cluster", "name"], name="rewritten_table_once")]

    def __str__(self) -> str:
        return self.name


class ErasedStore(models.Model):
    """The bytes of one erasure are gone from one store. Written by housekeeping when it has seen it, never before."""

    erasure = models.ForeignKey(Erasure, on_delete=models.CASCADE, related_name="stores")
    store = models.CharField(max_length=12)
    gone_at = models.DateTimeField()
    run = models.ForeignKey(HousekeepingRun, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["erasure", "store"], name="erased_store_once")]

    def __str__(self) -> str:
        return self.store
