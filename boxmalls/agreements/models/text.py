"""A text beside the policy, and its versions on each site."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from boxmalls.base.ids import new_id

KINDS = ["consent", "notice", "seller", "terms"]


class AgreementText(models.Model):
    """One wording, character for character. Its name is the SHA-256 of its bytes."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    language = models.CharField(max_length=12)
    text = models.TextField()

    def __str__(self) -> str:
        return f"{self.language} {self.sha256[:12]}"


class AgreementVersion(models.Model):
    """A text of a kind in force on a site from a moment on; its own language is the binding one."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    site_code = models.CharField(max_length=12)
    kind = models.CharField(max_length=10)
    number = models.PositiveSmallIntegerField()
    text = models.ForeignKey(AgreementText, on_delete=models.PROTECT, related_name="+")
    overrides = ArrayField(models.CharField(max_length=10), default=list, help_text="Kinds before which this text expressly puts itself.")
    published_at = models.DateTimeField()
    edition = models.ForeignKey("privacy.Edition", on_delete=models.PROTECT, null=True, related_name="+")
    asks = models.BooleanField(default=True, db_default=True, help_text="Whether who accepted an earlier version is asked anew.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["site_code", "kind", "number"], name="one_agreement_a_number"),
            models.UniqueConstraint(fields=["site_code", "edition"], name="agreement_begins_once"),
            models.CheckConstraint(condition=models.Q(kind__in=KINDS), name="agreement_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.site_code} {self.kind} {self.number}"


class AgreementTranslation(models.Model):
    """The text in a further language, for reading."""

    version = models.ForeignKey(AgreementVersion, on_delete=models.CASCADE, related_name="translations")
    language = models.CharField(max_length=12)
    text = models.ForeignKey(AgreementText, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["version", "language"], name="one_agreement_translation")]
        ordering: ClassVar = ["language"]

    def __str__(self) -> str:
        return f"{self.version_id} {self.language}"
