"""What happened to a request: steps of its life, proofs of who asks, words that went to and fro, deeds, copies that were given."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from boxmalls.base.ids import new_id
from boxmalls.privacy.vault.fields import SealedText
from boxmalls.privacy_office.models.request import Channel, Request


class Step(models.Model):
    """One step in a request's life. Rows are only ever added; a deadline that moves names its reason."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="steps")
    person = models.ForeignKey("privacy.Person", on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    verb = models.CharField(max_length=16)
    before = models.CharField(max_length=12, blank=True)
    after = models.CharField(max_length=12)
    due_before = models.DateField()
    due_after = models.DateField()
    code = models.CharField(max_length=40, blank=True)
    reason = SealedText(max_length=4000, blank=True)
    actor_id = models.UUIDField(null=True)
    actor_role = models.CharField(max_length=10)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["request_id", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["request", "number"], name="one_step_a_number"),
            models.CheckConstraint(condition=Q(due_before=F("due_after")) | ~Q(code=""), name="a_moved_deadline_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.number}"


class Proof(models.Model):
    """Something showed who asks. Of a document that was looked at nothing stays but that, when, and that it was destroyed."""

    class Way(models.TextChoices):
        SIGNED_IN = "signed_in", _("Signed in")
        CODE = "code", _("Code to an address that we know")
        POINTS = "points", _("Answers that match what we hold")
        DOCUMENT = "document", _("Document, seen and destroyed")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="proofs")
    person = models.ForeignKey("privacy.Person", on_delete=models.CASCADE, related_name="+")
    way = models.CharField(max_length=10, choices=Way)
    level = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=80, blank=True, help_text="Which fields matched, or what kind of document: names, never values.")
    actor_id = models.UUIDField(null=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.way


class Message(models.Model):
    """Words that went between the person and us about a request."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="messages")
    person = models.ForeignKey("privacy.Person", on_delete=models.CASCADE, related_name="+")
    ours = models.BooleanField()
    channel = models.CharField(max_length=10, choices=Channel)
    words = SealedText(max_length=20_000)
    actor_id = models.UUIDField(null=True)
    at = models.DateTimeField()
    mail_wanted = models.BooleanField(default=False)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["at", "id"]
        indexes: ClassVar = [models.Index(fields=["at"], condition=Q(mail_wanted=True, mailed_at=None), name="messages_to_mail")]

    def __str__(self) -> str:
        return str(self.pk)


class Deed(models.Model):
    """What was done for a request: a verb of the kernel, and how much of it. Never values."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="deeds")
    person = models.ForeignKey("privacy.Person", on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=20)
    what = models.CharField(max_length=120, blank=True)
    count = models.PositiveIntegerField(default=0)
    actor_id = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["at", "id"]

    def __str__(self) -> str:
        return self.code


class Copy(models.Model):
    """A copy of everything is ready for the person, for some days. It is made when it is fetched; nothing lies about until then."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="copies")
    person = models.ForeignKey("privacy.Person", on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField()
    until_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.pk)
