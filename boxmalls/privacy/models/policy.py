"""The operator's policy as published: the text, its sentences, where and when, and who accepted it."""

from typing import ClassVar

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

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["site_code", "number"], name="one_policy_a_number")]

    def __str__(self) -> str:
        return f"{self.site_code} {self.number}"


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
