"""A new text on its way: drafted, proposed, approved by somebody else, scheduled, in force. What happened is a row."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from boxmalls.base.ids import new_id

STEPS = ["drafted", "proposed", "returned", "approved", "scheduled", "in_force", "withdrawn"]


class Edition(models.Model):
    """One new text of the policy or of one beside it, for one site or several, in several languages; one of them is binding."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    work = models.CharField(max_length=10, default="policy", db_default="policy", help_text="What it is an edition of.")
    title = models.CharField(max_length=120)
    site_codes = ArrayField(models.CharField(max_length=12))
    binding_language = models.CharField(max_length=12)
    overrides = ArrayField(models.CharField(max_length=10), default=list, db_default=[], help_text="Texts before which it expressly puts itself.")
    author_id = models.UUIDField()
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["id", "author_id"], name="edition_with_its_author"),
            models.CheckConstraint(condition=~models.Q(site_codes=[]), name="edition_is_for_some_site"),
        ]

    def __str__(self) -> str:
        return self.title


class EditionText(models.Model):
    """The text in one language, and what is new in it in a line or two."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="texts")
    language = models.CharField(max_length=12)
    text = models.ForeignKey("privacy.PolicyText", on_delete=models.PROTECT, related_name="+")
    news = models.CharField(max_length=400, blank=True)
    imported_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["edition", "language"], name="one_text_a_language")]
        ordering: ClassVar = ["language"]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.language}"


class EditionStep(models.Model):
    """
    Something that was done with an edition; the last one is its state.

    The database refuses steps that may not follow each other, and an approval by the author.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10)
    author_id = models.UUIDField()
    by_id = models.UUIDField(null=True)
    reason = models.CharField(max_length=400, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "number"], name="one_step_at_a_time"),
            models.CheckConstraint(condition=models.Q(kind__in=STEPS), name="edition_step_is_known"),
            models.CheckConstraint(
                condition=~models.Q(kind="approved") | (models.Q(by_id__isnull=False) & ~models.Q(by_id=models.F("author_id"))),
                name="approved_by_somebody_else",
            ),
        ]
        ordering: ClassVar = ["number"]

    def __str__(self) -> str:
        return f"{self.kind} {self.edition_id}"


class EditionProposal(models.Model):
    """What the author says about the text: what is new in it, whether it matters, when it begins."""

    step = models.OneToOneField(EditionStep, on_delete=models.PROTECT, primary_key=True, related_name="proposal")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="proposals")
    material = models.BooleanField()
    purposes = ArrayField(models.CharField(max_length=60))
    categories = ArrayField(models.CharField(max_length=1))
    reworded = ArrayField(models.CharField(max_length=60))
    effective_on = models.DateField()
    short_notice = models.CharField(max_length=400, blank=True)
    bases = models.JSONField(help_text="Site → SHA-256 of the text that was in force there.")
    fingerprint = models.CharField(max_length=64, help_text="SHA-256 over the texts and what is said about them.")

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def asks(self) -> bool:
        """Whether people are asked anew."""
        return bool(self.material or self.purposes or self.categories)


class Announcement(models.Model):
    """Somebody was told that an edition comes, or after it began that it applies; or that it was called off."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("privacy.Person", on_delete=models.CASCADE, related_name="+")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10)
    language = models.CharField(max_length=12)
    by_mail = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "kind", "person"], name="told_once"),
            models.UniqueConstraint(fields=["edition", "person"], condition=models.Q(kind__in=["coming", "begun"]), name="told_of_a_text_once"),
            models.CheckConstraint(condition=models.Q(kind__in=["coming", "begun", "called-off"]), name="announcement_is_known"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class AnnouncementEnd(models.Model):
    """Of an edition that began or was called off, nobody is left to be told; but whose mail server never took the letter."""

    edition = models.OneToOneField(Edition, on_delete=models.PROTECT, primary_key=True)
    kind = models.CharField(max_length=10)
    missed = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(kind__in=["begun", "called-off"]), name="announcement_ends_when_nothing_follows"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Postponement(models.Model):
    """Somebody was asked about a version and said: not now. They are not asked again by themselves."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("privacy.Person", on_delete=models.CASCADE, related_name="+")
    version = models.ForeignKey("privacy.PolicyVersion", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "version"], name="postponed_once")]

    def __str__(self) -> str:
        return str(self.pk)
