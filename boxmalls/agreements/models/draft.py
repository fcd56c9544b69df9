"""A text on its way: written by one person, decided on by another."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from boxmalls.base.ids import new_id


class AgreementDraft(models.Model):
    """A new edition of a text for one site or several. What becomes of it is its decision."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    site_codes = ArrayField(models.CharField(max_length=12))
    kind = models.CharField(max_length=10)
    text = models.ForeignKey("agreements.AgreementText", on_delete=models.PROTECT, related_name="+")
    overrides = ArrayField(models.CharField(max_length=10), default=list)
    author_id = models.UUIDField()
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-made_at", "-id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.text_id[:12]}"


class AgreementDecision(models.Model):
    """What became of a draft: in force, or not. Nobody puts their own text in force; the database refuses it, too."""

    draft = models.OneToOneField(AgreementDraft, on_delete=models.PROTECT, primary_key=True, related_name="decision")
    author_id = models.UUIDField()
    by_id = models.UUIDField()
    approved = models.BooleanField()
    reason = models.CharField(max_length=400, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(approved=False) | ~Q(by_id=F("author_id")), name="agreement_needs_a_second_person"),
            models.CheckConstraint(condition=Q(approved=True) | ~Q(reason=""), name="agreement_sent_back_with_a_reason"),
        ]

    def __str__(self) -> str:
        return "approved" if self.approved else "sent back"
