"""The order among kinds of texts on a site: proposed by one person, decided on by another. Each order stays, the last approved one counts."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.functional import Promise

from boxmalls.agreements.kinds import Kind
from boxmalls.base.ids import new_id


class OrderChange(models.Model):
    """Another order of kinds for a site, the one that prevails first. What becomes of it is its decision."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    site_code = models.CharField(max_length=12)
    kinds = ArrayField(models.CharField(max_length=10))
    before = ArrayField(models.CharField(max_length=10), help_text="The order that counted when it was proposed.")
    why = models.CharField(max_length=400)
    effective_on = models.DateField(null=True, help_text="The day on which it begins, once approved; empty for at once.")
    short_notice = models.CharField(max_length=400, blank=True, help_text="Why people are not told as long before as usual.")
    author_id = models.UUIDField()
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["id", "author_id"], name="order_with_its_author")]
        ordering: ClassVar = ["-made_at", "-id"]

    def __str__(self) -> str:
        return f"{self.site_code} {' '.join(self.kinds)}"

    @property
    def words(self) -> list[Promise]:
        """The kinds by name, the one that prevails first."""
        return [Kind(kind).words for kind in self.kinds]


class OrderDecision(models.Model):
    """What became of it. Nobody approves their own; the database refuses it, too. Without a second person are orders from before there had to be one."""

    change = models.OneToOneField(OrderChange, on_delete=models.PROTECT, primary_key=True, related_name="decision")
    author_id = models.UUIDField()
    by_id = models.UUIDField(null=True)
    approved = models.BooleanField()
    reason = models.CharField(max_length=400, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(approved=False) | (Q(by_id__isnull=False) & ~Q(by_id=F("author_id"))), name="order_needs_a_second_person"),
            models.CheckConstraint(condition=Q(approved=True) | ~Q(reason=""), name="order_sent_back_with_a_reason"),
        ]

    def __str__(self) -> str:
        return "approved" if self.approved else "sent back"
