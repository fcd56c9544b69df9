"""What somebody brought with them from another shop."""

from typing import ClassVar

from django.db import models

from boxmalls.base.ids import new_id
from boxmalls.privacy.vault.fields import SealedJSON


class Brought(models.Model):
    """
    A row of a download from another shop that has no place among this shop's own rows, as it was: an order with a store that is not here.

    Sealed; shown to the person, carried away again in its old shape, and erased with everything else.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("privacy.Person", on_delete=models.CASCADE, related_name="+")
    holding = models.CharField(max_length=80)
    position = models.PositiveIntegerField()
    told = SealedJSON()
    brought_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "holding", "position"], name="brought_in_order")]

    def __str__(self) -> str:
        return self.holding
