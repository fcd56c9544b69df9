"""The register of breaches: what was found, whom it concerns, who has to be told by when, and who was."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from boxmalls.base.ids import new_id


class Breach(models.Model):
    """
    Personal data may have been seen, changed or lost where it should not. Its words name no person.

    :param status: what the watch finds is suspected, with its clock running, until the person in charge confirms or dismisses it.
    :param holdings: the tables concerned, as `orders.Delivery`.
    :param reader: whose reading it is about; then it concerns whom they read between `since` and `until`, and nobody else.
    :param keys_exposed: whether the keys may be known, too; if not, what is sealed is unreadable to whoever has it.
    """

    class Status(models.TextChoices):
        SUSPECTED = "suspected"
        CONFIRMED = "confirmed"
        DISMISSED = "dismissed"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=24, unique=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.CONFIRMED, db_default=Status.CONFIRMED)
    reader = models.UUIDField(null=True)
    title = models.CharField(max_length=120)
    what_happened = models.TextField(max_length=4000, blank=True)
    drill = models.BooleanField(default=False)
    detected_at = models.DateTimeField()
    told_by = models.CharField(max_length=60, help_text="staff, seller:<id>, monitoring.")
    site_codes = ArrayField(models.CharField(max_length=12))
    holdings = ArrayField(models.CharField(max_length=80), default=list)
    since = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)
    keys_exposed = models.BooleanField(default=False)
    harm = models.BooleanField(default=False)
    malicious = models.BooleanField(default=False)
    scope = models.JSONField(default=list)
    scoped_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(since=None) | Q(until=None) | Q(since__lte=models.F("until")), name="breach_span_has_an_order"),
            models.CheckConstraint(condition=~Q(status="dismissed") | Q(closed_at__isnull=False), name="breach_dismissed_is_closed"),
        ]

    def __str__(self) -> str:
        return self.number


class BreachNotice(models.Model):
    """Somebody has to be told under a law. Once sent, it stays as it was."""

    id = models.BigAutoField(primary_key=True)
    breach = models.ForeignKey(Breach, on_delete=models.PROTECT, related_name="notices")
    law = models.CharField(max_length=12)
    whom = models.CharField(max_length=10)
    stage = models.CharField(max_length=6)
    due_at = models.DateTimeField()
    source = models.CharField(max_length=200)
    sent_at = models.DateTimeField(null=True)
    sent_by = models.UUIDField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["breach", "law", "whom", "stage"], name="breach_notice_once"),
            models.CheckConstraint(condition=Q(whom__in=["authority", "people"]), name="breach_notice_whom"),
            models.CheckConstraint(condition=Q(sent_at=None, sent_by=None) | Q(sent_at__isnull=False, sent_by__isnull=False), name="breach_notice_sent_whole"),
        ]

    def __str__(self) -> str:
        return f"{self.law} {self.whom} {self.stage}"


class BreachFinding(models.Model):
    """Something that the watch found, once: what was dismissed is not found again. `where` is a number of the journal, or a day of reading."""

    id = models.BigAutoField(primary_key=True)
    breach = models.ForeignKey(Breach, on_delete=models.CASCADE, related_name="findings")
    kind = models.CharField(max_length=10)
    what = models.CharField(max_length=40)
    where = models.CharField(max_length=80)
    reader = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "what", "where", "reader"], nulls_distinct=False, name="breach_found_once")]

    def __str__(self) -> str:
        return f"{self.what} {self.where}"


class BreachEvent(models.Model):
    """What was done about it, when and by whom. Rows are only added."""

    id = models.BigAutoField(primary_key=True)
    breach = models.ForeignKey(Breach, on_delete=models.PROTECT, related_name="events")
    what = models.CharField(max_length=20)
    words = models.CharField(max_length=400, blank=True)
    by = models.UUIDField(null=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.what


class BreachedPerson(models.Model):
    """Somebody whom a breach concerns, and when they were told."""

    id = models.BigAutoField(primary_key=True)
    breach = models.ForeignKey(Breach, on_delete=models.PROTECT, related_name="people")
    person = models.ForeignKey("privacy.Person", on_delete=models.CASCADE, related_name="+")
    law = models.CharField(max_length=12)
    told_at = models.DateTimeField(null=True)
    by_mail = models.BooleanField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["breach", "person"], name="breached_once")]
        indexes: ClassVar = [models.Index(fields=["breach", "person"], condition=Q(told_at=None), name="breached_to_tell")]

    def __str__(self) -> str:
        return str(self.pk)
