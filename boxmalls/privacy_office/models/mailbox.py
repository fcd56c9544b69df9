"""How far the mailbox was read. Nothing here says who wrote."""

from typing import ClassVar

from django.db import models

from boxmalls.base.ids import new_id
from boxmalls.privacy_office.models.request import Request


class MailboxPlace(models.Model):
    """How far we have read a mailbox, in its own numbers (RFC 9051, 2.3.1.1)."""

    mailbox = models.CharField(max_length=64, primary_key=True, help_text="A hash of host, user and folder.")
    uid_validity = models.BigIntegerField()
    last_uid = models.BigIntegerField(default=0)
    read_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.mailbox[:12]


class TakenMail(models.Model):
    """A mail was taken, once: by its number in the mailbox, and by its own name wherever it is found again."""

    class Outcome(models.TextChoices):
        REQUEST = "request"
        REPLY = "reply"
        AGAIN = "again"
        MACHINE = "machine"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    mailbox = models.CharField(max_length=64)
    uid_validity = models.BigIntegerField()
    uid = models.BigIntegerField()
    digest = models.BinaryField(help_text="A keyed hash of the mail's own name, or of all of it where it has none.")
    outcome = models.CharField(max_length=10, choices=Outcome)
    request = models.ForeignKey(Request, null=True, on_delete=models.SET_NULL, related_name="+")
    taken_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["mailbox", "uid_validity", "uid"], name="mail_taken_once_by_number"),
            models.UniqueConstraint(fields=["digest"], condition=~models.Q(outcome="again"), name="mail_taken_once_by_name"),
        ]

    def __str__(self) -> str:
        return f"{self.outcome} {self.uid}"
