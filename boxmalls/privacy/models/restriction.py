"""Limits that a person set: nobody else reads anything; or one use stops."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from boxmalls.base.ids import new_id


class Restriction(models.Model):
    """Since then, and until it ends, nobody but the person and the person in charge reads what is held about them."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("privacy.Person", on_delete=models.CASCADE, related_name="+")
    why = models.CharField(max_length=40, help_text="A code: asked, disputed, child, claim.")
    since_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["person"], condition=Q(ended_at=None), name="restricted_once")]

    def __str__(self) -> str:
        return self.why


class Objection(models.Model):
    """The person does not want one purpose, which does not rest on their consent. From then on nothing is written or read for it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("privacy.Person", on_delete=models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=60)
    since_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "purpose"], condition=Q(ended_at=None), name="objected_once")]

    def __str__(self) -> str:
        return self.purpose
