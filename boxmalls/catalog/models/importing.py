"""A file of listings on its way into the catalogue."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from boxmalls.base.ids import new_id


class ImportStatus(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    REFUSED = "refused", _("The file could not be read")


class ImportRun(models.Model):
    """
    One file, read for one seller on one site.

    Rows are taken in chunks, each in one transaction with `next_row`: what is before it is in, nothing after it is.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    seller = models.ForeignKey("sellers.Seller", on_delete=models.CASCADE, related_name="+")
    site = models.ForeignKey("sites.Site", on_delete=models.CASCADE, related_name="+")
    file_name = models.CharField(max_length=255)
    path = models.TextField()
    images = models.TextField(blank=True)
    digest = models.CharField(max_length=64)
    status = models.CharField(max_length=8, choices=ImportStatus, default=ImportStatus.WAITING)
    refusal = models.CharField(max_length=40, blank=True)
    rows = models.PositiveIntegerField(default=0)
    next_row = models.PositiveIntegerField(default=1)
    created = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-started_at"]
        indexes = [models.Index(fields=["-started_at"], name="catalog_import_latest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=ImportStatus.values),
                name="catalog_import_status",
            ),
            models.UniqueConstraint(
                fields=["seller", "site", "digest"],
                condition=Q(status__in=["waiting", "running"]),
                name="catalog_import_once_at_a_time",
            ),
        ]


class ImportProblem(models.Model):
    """Something in a row that the shopkeeper has to mend (or, if a warning, may)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="problems")
    row = models.PositiveIntegerField()
    column = models.CharField(max_length=40)
    code = models.CharField(max_length=40)
    given = models.CharField(max_length=200, blank=True)
    details = models.JSONField(default=dict)
    warning = models.BooleanField(default=False)

    class Meta:
        ordering = ["row", "column"]
        indexes = [models.Index(fields=["run", "row"], name="catalog_problem_by_row")]
