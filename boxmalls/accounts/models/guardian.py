from typing import ClassVar

from django.db import models
from django.db.models import Q

from boxmalls.base.ids import new_id
from boxmalls.privacy.vault.fields import SealedText


class Guardian(models.Model):
    """
    A parent or guardian is asked whether a child may have an account. Until they agree nobody signs in to it.

    They are asked once the child's own address is proven.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.OneToOneField("privacy.Person", on_delete=models.CASCADE, related_name="+")
    email = SealedText(max_length=254)
    site_code = models.CharField(max_length=12)
    asked_at = models.DateTimeField(null=True)
    until_at = models.DateTimeField()
    agreed_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["until_at"], condition=Q(agreed_at=None), name="guardians_to_answer")]

    def __str__(self) -> str:
        return str(self.pk)
