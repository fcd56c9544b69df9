from typing import ClassVar

from django.db import models

from boxmalls.base.ids import new_id
from boxmalls.privacy.vault.fields import SealedText


class Visit(models.Model):
    """Somebody who agreed to it opened a product. Once for each product, the latest time counts."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("privacy.Person", on_delete=models.CASCADE, related_name="+")
    product_id = models.UUIDField()
    page = SealedText(max_length=300)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "product_id"], name="visited_once")]
        indexes: ClassVar = [models.Index(fields=["person", "-at"], name="visits_of_a_person")]

    def __str__(self) -> str:
        return str(self.pk)
