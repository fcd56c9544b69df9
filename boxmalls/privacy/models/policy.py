"""The operator's policy as published: the text, its sentences, where and when, and who accepted it."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from boxmalls.base.ids import new_id


class PolicyText(models.Model):
    """One wording, character for character. Its name is the SHA-256 of its bytes."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    language = models.CharField(max_length=12)
    text = models.TextField()

    def __str__(self) -> str:
        return f"{self.language} {self.sha256[:12]}"


class Sentence(models.Model):
    """A sentence that can be quoted. Its id stays with it."""

    text = models.ForeignKey(PolicyText, on_delete=models.CASCADE, related_name="sentences")
    sid = models.CharField(max_length=40)
    clause = models.CharField(max_length=20)
    position = models.PositiveSmallIntegerField()
    words = models.TextField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["text", "sid"], name="one_sentence_an_id")]
        ordering: ClassVar = ["position"]

    def __str__(self) -> str:
        return self.sid


class PolicyVersion(models.Model):
    """A text in force on a site, from a moment on."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    site_code = models.CharField(max_length=12)
    number = models.PositiveSmallIntegerField()
    text = models.ForeignKey(PolicyText, on_delete=models.PROTECT, related_name="versions")
    published_at = models.DateTimeField()
    edition = models.ForeignKey("privacy.Edition", on_delete=models.PROTECT, null=True, related_name="versions")
    asks = models.BooleanField(default=True, help_text="Whether who accepted an earlier version is asked anew.")
    reworded = ArrayField(models.CharField(max_length=60), default=list, help_text="Purposes whose consents are asked anew.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["site_code", "number"], name="one_policy_a_number"),
            models.UniqueConstraint(fields=["site_code", "edition"], name="an_edition_is_in_force_once"),
        ]

    def __str__(self) -> str:
        return f"{self.site_code} {self.number}"


class PolicyTranslation(models.Model):
    """The text of a version in a further language, for reading; the version's own text is the binding one."""

    version = models.ForeignKey(PolicyVersion, on_delete=models.CASCADE, related_name="translations")
    language = models.CharField(max_length=12)
    text = models.ForeignKey(PolicyText, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["version", "language"], name="one_translation_a_language")]
        ordering: ClassVar = ["language"]

    def __str__(self) -> str:
        return f"{self.version_id} {self.language}"


class Acceptance(models.Model):
    """Somebody accepted a version: which text, on which site, read in which language, when."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("privacy.Person", on_delete=models.CASCADE, related_name="+")
    version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="acceptances")
    text_sha256 = models.CharField(max_length=64)
    site_code = models.CharField(max_length=12)
    language = models.CharField(max_length=12)
    accepted_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "version"], name="accepted_once")]

    def __str__(self) -> str:
        return str(self.pk)
