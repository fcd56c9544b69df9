"""What somebody said no to, that they took the no back, and what their browser said for them."""

from typing import ClassVar

from django.db import models

from boxmalls.base.ids import new_id


class OptOut(models.Model):
    """
    A no: to a category (3.1.a to i), to a category on one occasion (2.a to l), or to a purpose. In force until an `OptIn` stands beside it.

    The guards of the database read this table, so a no holds in every process from the moment in which it is committed.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("privacy.Person", on_delete=models.CASCADE, related_name="+")
    category = models.CharField(max_length=1, blank=True)
    occasion = models.CharField(max_length=1, blank=True)
    purpose = models.CharField(max_length=60, blank=True)
    site_code = models.CharField(max_length=12)
    since_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(purpose="") ^ models.Q(category="", occasion=""),
                name="opt_out_of_one_thing",
            )
        ]

    def __str__(self) -> str:
        return f"{self.category}{self.occasion}{self.purpose} {self.pk}"


class OptIn(models.Model):
    """The no was taken back."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    opt_out = models.OneToOneField(OptOut, on_delete=models.CASCADE, related_name="opt_in")
    person = models.ForeignKey("privacy.Person", on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.pk)


class Signal(models.Model):
    """
    A browser of this person sent Global Privacy Control, under a law that makes it the person's own no.

    It holds on every device; only a consent that was given after it lets the purposes run that it speaks of.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.OneToOneField("privacy.Person", on_delete=models.CASCADE, related_name="+")
    site_code = models.CharField(max_length=12)
    heard_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.pk)


class DeviceAnswer(models.Model):
    """What somebody answered when asked what their devices may keep, and to which version of the question."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.OneToOneField("privacy.Person", on_delete=models.CASCADE, related_name="+")
    version = models.CharField(max_length=16)
    agreed = models.BooleanField()
    site_code = models.CharField(max_length=12)
    answered_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.version} {self.agreed}"
