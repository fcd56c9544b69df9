"""Evidence that what was over was removed."""

from django.db import models

from boxmalls.base.ids import new_id


class Sweep(models.Model):
    """One run of the retention sweep over one holding, with how many rows went. Says nothing about whom."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    holding = models.CharField(max_length=80)
    rows = models.PositiveIntegerField()
    older_than = models.DateTimeField()
    swept_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.holding} {self.swept_at:%Y-%m-%d}"
