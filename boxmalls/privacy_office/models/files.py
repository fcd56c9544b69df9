"""Files of a request, and further documents that we ask for."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from boxmalls.base.ids import new_id
from boxmalls.privacy.vault.fields import SealedBytes, SealedText
from boxmalls.privacy_office.models.request import Request


class Wanted(models.Model):
    """We ask somebody for a document: which, why, until when. The row stays; the document goes once the outcome is known."""

    class State(models.TextChoices):
        ASKED = "asked", _("Asked for")
        SENT = "sent", _("Sent")
        ACCEPTED = "accepted", _("Accepted")
        REFUSED = "refused", _("Not accepted")
        LAPSED = "lapsed", _("Not sent in time")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("privacy.Person", on_delete=models.CASCADE, related_name="+")
    request = models.ForeignKey(Request, null=True, on_delete=models.CASCADE, related_name="wanted")
    what = models.CharField(max_length=120)
    reason = SealedText(max_length=1000)
    until_on = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    outcome = SealedText(max_length=1000, blank=True)
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=["asked", "sent"]) | Q(ended_at__isnull=False), name="an_outcome_has_a_day"),
            models.CheckConstraint(condition=Q(state__in=["asked", "sent", "accepted", "refused", "lapsed"]), name="wanted_state_is_known"),
        ]

    def __str__(self) -> str:
        return self.what


class SealedFile(models.Model):
    """A file as it came, sealed with its person's key: the scan of a paper form, an attachment, a document."""

    class Use(models.TextChoices):
        SCAN = "scan", _("Scan of a paper")
        ATTACHMENT = "attachment", _("Attachment")
        DOCUMENT = "document", _("Document")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("privacy.Person", on_delete=models.CASCADE, related_name="+")
    request = models.ForeignKey(Request, null=True, on_delete=models.CASCADE, related_name="files")
    wanted = models.ForeignKey(Wanted, null=True, on_delete=models.CASCADE, related_name="files")
    use = models.CharField(max_length=10, choices=Use)
    name = SealedText(max_length=200, blank=True)
    media_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    content = SealedBytes()
    read = SealedText(blank=True, help_text="What the machine read from it.")
    added_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["added_at", "id"]

    def __str__(self) -> str:
        return str(self.pk)


class Undertaking(models.Model):
    """Somebody said that what they tell or send is correct, in these words."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("privacy.Person", on_delete=models.CASCADE, related_name="+")
    about = models.CharField(max_length=80, help_text="What it is about: `document:<id>`, `request:<number>`. Never a value.")
    wording = models.CharField(max_length=300)
    wording_sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.about
