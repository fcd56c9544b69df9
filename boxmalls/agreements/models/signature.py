from typing import ClassVar

from django.db import models

from boxmalls.base.ids import new_id


class Signature(models.Model):
    """Somebody accepted a version: which text, on which site, read in which language, when."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("privacy.Person", on_delete=models.CASCADE, related_name="+")
    version = models.ForeignKey("agreements.AgreementVersion", on_delete=models.PROTECT, related_name="+")
    text_sha256 = models.CharField(max_length=64)
    site_code = models.CharField(max_length=12)
    language = models.CharField(max_length=12)
    accepted_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "version"], name="signed_once")]

    def __str__(self) -> str:
        return str(self.pk)


class LaterAnswer(models.Model):
    """Somebody was asked about a version and said: not now. Pages do not ask them again by themselves."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("privacy.Person", on_delete=models.CASCADE, related_name="+")
    version = models.ForeignKey("agreements.AgreementVersion", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "version"], name="later_once")]

    def __str__(self) -> str:
        return str(self.pk)
