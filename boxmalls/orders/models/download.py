from typing import ClassVar

from django.db import models

from boxmalls.base.ids import new_id


class SellerDownload(models.Model):
    """A seller took a copy of orders with buyers in it. The number of the copy is in the file, or on the paper."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    seller = models.ForeignKey("sellers.Seller", on_delete=models.PROTECT, related_name="+")
    copy = models.BigIntegerField(unique=True)
    by = models.UUIDField(null=True, help_text="The number of the person who took it.")
    rows = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["seller", "-at"], name="downloads_of_a_seller")]

    def __str__(self) -> str:
        return str(self.copy)
