"""How many there are, and how many of them are spoken for."""

from django.db import models
from django.db.models import F, Q

from boxmalls.base.ids import new_id


class Stock(models.Model):
    """Pieces a seller has of an offer. What can still be bought is `on_hand - reserved`."""

    offer = models.OneToOneField(
        "catalog.Offer",
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="stock",
    )
    seller = models.ForeignKey("sellers.Seller", on_delete=models.PROTECT, related_name="+", db_index=False)
    on_hand = models.IntegerField(default=0)
    reserved = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(reserved__gte=0), name="catalog_stock_reserved"),
            models.CheckConstraint(
                condition=Q(reserved__lte=F("on_hand")),
                name="catalog_stock_not_oversold",
            ),
        ]


class Reservation(models.Model):
    """Pieces held for a checkout until a moment. Gone once bought, let go or expired."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    holder_id = models.UUIDField()
    offer = models.ForeignKey("catalog.Offer", on_delete=models.CASCADE, related_name="+")
    quantity = models.IntegerField()
    until_at = models.DateTimeField(db_index=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["holder_id", "offer"], name="catalog_reservation_once"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="catalog_reservation_quantity"),
        ]
