"""A request: somebody asks something about what we hold about them."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from boxmalls.base.ids import new_id
from boxmalls.privacy.vault.fields import SealedText
from boxmalls.privacy_office.rules import AT_WORK, OPEN, Level, Standing, State


class Kind(models.TextChoices):
    """What is asked."""

    ACCESS = "access", _("See what is held")
    CORRECT = "correct", _("Correct something")
    DELETE = "delete", _("Delete")
    WITHDRAW = "withdraw", _("Take consent back")
    RESTRICT = "restrict", _("Restrict: keep, but do not use")
    OBJECT = "object", _("Object to a use")
    CARRY = "carry", _("Carry it elsewhere")
    COMPLAIN = "complain", _("Complain")
    WHO = "who", _("Who has my data?")
    OTHER = "other", _("Something else")


class Channel(models.TextChoices):
    """How it arrived."""

    PAGE = "page", _("This website")
    PAPER = "paper", _("Form on paper")
    EMAIL = "email", _("Email")
    LETTER = "letter", _("Letter")
    FAX = "fax", _("Fax")
    PHONE = "phone", _("Telephone")
    CHAT = "chat", _("Chat")
    MEETING = "meeting", _("In person")
    SOCIAL = "social", _("Social media")


class Request(models.Model):
    """
    Somebody asks something about their data. Where it stands is here; how it came there are the rows of `Step`.

    The database keeps three things itself: nobody stands at work who has not proven enough, an open request has no end, and
    neither the standing nor the deadline changes without a step that says why.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=20, unique=True)
    person = models.ForeignKey("privacy.Person", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    channel = models.CharField(max_length=10, choices=Channel)
    site_code = models.CharField(max_length=12)
    law = models.CharField(max_length=10)
    country = models.CharField(max_length=2, blank=True)
    language = models.CharField(max_length=12)
    asked = SealedText(max_length=20_000, blank=True)
    name = SealedText(max_length=200, blank=True)
    email = SealedText(max_length=254, blank=True)
    phone = SealedText(max_length=40, blank=True)
    address = SealedText(max_length=500, blank=True)
    received_at = models.DateTimeField()
    written_at = models.DateTimeField()
    received_on = models.DateField()
    due_on = models.DateField()
    counted_to = models.DateField(null=True, help_text="The last day before one without work moved it; empty where that was not written down.")
    acknowledge_by = models.DateField()
    state = models.CharField(max_length=12, default=State.RECEIVED)
    needs = models.PositiveSmallIntegerField()
    proven = models.PositiveSmallIntegerField(default=0)
    stopped_on = models.DateField(null=True)
    extended = models.BooleanField(default=False)
    partly = models.BooleanField(default=False)
    acknowledged_on = models.DateField(null=True)
    appealed = models.BooleanField(default=False)
    ended_on = models.DateField(null=True)
    steps_taken = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=list(State)), name="request_state_is_known"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values) & Q(channel__in=Channel.values), name="request_kind_is_known"),
            models.CheckConstraint(condition=~Q(state__in=sorted(AT_WORK)) | Q(proven__gte=F("needs")), name="no_work_without_proof"),
            models.CheckConstraint(condition=Q(state__in=sorted(OPEN)) | Q(ended_on__isnull=False), name="what_is_closed_has_an_end"),
            models.CheckConstraint(condition=Q(due_on__gte=F("received_on")), name="due_after_received"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["due_on", "id"], condition=Q(state__in=sorted(OPEN)), name="open_requests_by_deadline"),
            models.Index(fields=["person", "-received_at"], name="requests_of_a_person"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def standing(self) -> Standing:
        """What the rules need to know."""
        return Standing(
            state=State(self.state),
            received_on=self.received_on,
            due_on=self.due_on,
            needs=Level(self.needs),
            proven=Level(self.proven),
            stopped_on=self.stopped_on,
            extended=self.extended,
            partly=self.partly,
            acknowledged_on=self.acknowledged_on,
            appealed=self.appealed,
            ended_on=self.ended_on,
            counted_to=self.counted_to,
        )

    def take(self, standing: Standing) -> None:
        """Stand where the rules say. The caller saves it, after the step that says why."""
        for name in STANDING:
            setattr(self, name, getattr(standing, name))


STANDING = ("state", "due_on", "counted_to", "needs", "proven", "stopped_on", "extended", "partly", "acknowledged_on", "appealed", "ended_on")
