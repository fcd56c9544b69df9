"""Figures that were published, as they were: a second look at the same month cannot differ from the first by one person."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models


class PublishedTable(models.Model):
    """The figures of one month of one site, in one currency. Written once."""

    id = models.BigAutoField(primary_key=True)
    code = models.CharField(max_length=40)
    site_code = models.CharField(max_length=12)
    month = models.DateField()
    currency = models.CharField(max_length=3)
    published_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "site_code", "month", "currency"], name="published_once"),
            models.CheckConstraint(condition=models.Q(month__day=1), name="published_by_whole_months"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.site_code} {self.month}"


class PublishedCell(models.Model):
    """One figure; the database refuses one about fewer than ten people."""

    id = models.BigAutoField(primary_key=True)
    table = models.ForeignKey(PublishedTable, on_delete=models.PROTECT, related_name="cells")
    labels = ArrayField(models.CharField(max_length=60))
    people = models.PositiveIntegerField()
    count = models.PositiveIntegerField()
    amount_minor = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["table", "labels"], name="published_cell_once"),
            models.CheckConstraint(condition=models.Q(people__gte=10), name="published_cells_single_nobody_out"),
        ]

    def __str__(self) -> str:
        return " ".join(self.labels)
