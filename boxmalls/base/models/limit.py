from typing import ClassVar

from django.db import models


class LimitCount(models.Model):
    """
    How far one caller has used up one limit.

    The key is a keyed hash, so that no address stands here in plain. `free_at` is the moment at which the limit is whole
    again; after it the row says nothing and is swept.
    """

    key = models.BinaryField(primary_key=True, max_length=32)
    free_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["free_at"], name="limit_to_sweep")]

    def __str__(self) -> str:
        return f"until {self.free_at:%H:%M:%S}"
