"""Who looked at or changed somebody's data: who, verb, which row, when and why. Never values."""

from typing import ClassVar

from django.contrib.postgres.indexes import BrinIndex
from django.db import models

from boxmalls.base.ids import new_id
from boxmalls.privacy.vault.fields import SealedText


class Role(models.TextChoices):
    """Who acted."""

    PERSON = "person"
    STAFF = "staff"
    SELLER = "seller"
    SYSTEM = "system"


class JournalEntry(models.Model):
    """One look or change. Rows are only ever added; the database refuses the rest."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    subject = models.ForeignKey("privacy.Person", on_delete=models.CASCADE, related_name="+")
    verb = models.CharField(max_length=20)
    actor_id = models.UUIDField(null=True)
    actor_role = models.CharField(max_length=10, choices=Role)
    what = models.CharField(max_length=80)
    row = models.CharField(max_length=64, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["subject", "-at"], name="journal_of_a_person"), BrinIndex(fields=["at"], name="journal_by_day")]

    def __str__(self) -> str:
        return f"{self.verb} {self.what}"


class Correction(models.Model):
    """A person's value was corrected. What stood there before is kept, sealed with their key, for their eyes; it goes with them."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("privacy.Person", on_delete=models.CASCADE, related_name="+")
    what = models.CharField(max_length=80)
    row = models.CharField(max_length=64)
    before = SealedText(blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person", "-at"], name="corrections_of_a_person")]

    def __str__(self) -> str:
        return self.what
