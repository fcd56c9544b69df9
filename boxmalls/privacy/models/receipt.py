"""A proof in the hands of whoever accepted or agreed, and the public keys that vouch for it."""

from typing import ClassVar

from django.db import models

from boxmalls.base.ids import new_id
from boxmalls.privacy.vault.fields import SealedText


class Receipt(models.Model):
    """A signed receipt, kept as it was issued. `about_id` names the acceptance, consent, withdrawal or signature."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("privacy.Person", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10)
    about_id = models.UUIDField()
    document = SealedText(max_length=60_000)
    key_id = models.CharField(max_length=64)
    issued_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "about_id"], name="one_receipt_each"),
            models.CheckConstraint(condition=models.Q(kind__in=["acceptance", "consent", "withdrawal", "agreement"]), name="receipt_is_known"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class ReceiptKey(models.Model):
    """The public half of a key that signed receipts. It stays for ever, in the shop's backups too."""

    key_id = models.CharField(max_length=64, primary_key=True)
    public = models.CharField(max_length=64, help_text="Ed25519, 32 bytes in hex.")
    since_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.key_id
