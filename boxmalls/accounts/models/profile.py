from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from boxmalls.privacy.vault.fields import SealedText


class Profile(models.Model):
    """What someone tells us about themselves. All of it optional; empty is the same as no row."""

    GENDERS: ClassVar = [("", _("Not said")), ("female", _("Woman")), ("male", _("Man")), ("other", _("Other"))]

    person = models.OneToOneField("privacy.Person", on_delete=models.CASCADE, primary_key=True, related_name="+")
    name = SealedText(max_length=100, blank=True)
    birthday = SealedText(max_length=10, blank=True, help_text="ISO 8601.")
    gender = SealedText(max_length=10, blank=True)
    phone = SealedText(max_length=24, blank=True, help_text="E.164.")
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.pk)
