"""What somebody agreed to, in which words, and that they took it back."""

from typing import ClassVar

from django.db import models

from boxmalls.base.ids import new_id


class Wording(models.Model):
    """The words that were on the page when somebody said yes. Its name is the SHA-256 of purpose, language and words."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    purpose = models.CharField(max_length=60)
    language = models.CharField(max_length=12)
    words = models.TextField()

    def __str__(self) -> str:
        return f"{self.purpose} {self.language}"


class Consent(models.Model):
    """A yes to one purpose. In force until a withdrawal stands beside it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("privacy.Person", on_delete=models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=60)
    wording = models.ForeignKey(Wording, on_delete=models.PROTECT, related_name="+")
    site_code = models.CharField(max_length=12)
    given_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person", "purpose"], name="consent_in_force")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.pk}"


class Withdrawal(models.Model):
    """The consent was taken back."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    consent = models.OneToOneField(Consent, on_delete=models.CASCADE, related_name="withdrawal")
    person = models.ForeignKey("privacy.Person", on_delete=models.CASCADE, related_name="+")
    withdrawn_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.pk)
