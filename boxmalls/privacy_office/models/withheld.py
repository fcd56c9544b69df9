"""A refusal, and what it held back: as both were that day, sealed under a number of its own, for as long as the law lets the refusal be looked at."""

from django.db import models

from boxmalls.base.ids import new_id
from boxmalls.privacy.vault.fields import SealedBytes, SealedText
from boxmalls.privacy_office.models.request import Request


class Withheld(models.Model):
    """
    The words of a refusal, with a whole and exact copy of what was not given. It outlives their erasure, and ends by itself.

    Its key is nobody's: it is made for this row and destroyed with it, so the person's own key may be destroyed before.

    :param key_id: the number of its key in the safe.
    :param withheld: the copy; empty where the refusal held none back.
    :param refusal: our words, those of a confirmed refusal below the first.
    :param until_at: the end of its last day, at the place of the law.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    request = models.OneToOneField(Request, on_delete=models.CASCADE, related_name="withheld")
    key_id = models.UUIDField(default=new_id, unique=True)
    withheld = SealedBytes(owner="key")
    refusal = SealedText(owner="key")
    withheld_at = models.DateTimeField()
    until_at = models.DateTimeField()

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(until_at__gt=models.F("withheld_at")), name="withheld_ends_later"),)

    def __str__(self) -> str:
        return str(self.pk)
