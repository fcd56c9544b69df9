"""What someone is about to buy."""

from django.db import models
from django.db.models import Q

from boxmalls.base.ids import new_id

MOST_OF_ONE = 99
MOST_LINES = 60


class Cart(models.Model):
    """What a person has put aside on one site. Its id is the holder of the stock reserved for it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    site = models.ForeignKey("sites.Site", on_delete=models.PROTECT, db_index=False, related_name="+")
    person = models.ForeignKey("privacy.Person", on_delete=models.CASCADE, db_index=False, related_name="+")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="checkout_cart_one_per_site", fields=["person", "site"])]


class CartLine(models.Model):
    """So many of one offer. `seen_price_minor` is the price when it was put in, to tell when it has changed."""

    pk = models.CompositePrimaryKey("cart_id", "offer_id")
    cart = models.ForeignKey(Cart, on_delete=models.CASCADE, db_index=False, related_name="lines")
    offer = models.ForeignKey("catalog.Offer", on_delete=models.CASCADE, related_name="+")
    quantity = models.PositiveSmallIntegerField()
    seen_price_minor = models.BigIntegerField()
    added_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="checkout_line_quantity", condition=Q(quantity__gte=1, quantity__lte=MOST_OF_ONE))]
