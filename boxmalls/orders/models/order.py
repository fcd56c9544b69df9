"""What was bought, from whom, for how much. Frozen at sale."""

from django.db import models
from django.db.models import F, Q

from boxmalls.base.ids import new_id


class OrderGroup(models.Model):
    """What a buyer ordered in one go, from one or more sellers."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=24, unique=True)
    site = models.ForeignKey("sites.Site", on_delete=models.PROTECT, db_index=False, related_name="+")
    person = models.ForeignKey("privacy.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    language = models.CharField(max_length=8)
    currency = models.CharField(max_length=3)
    total_minor = models.BigIntegerField()
    placed_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="orders_group_positive", condition=Q(total_minor__gt=0))]

    def __str__(self) -> str:
        return self.number


class Order(models.Model):
    """
    The part of a group that one seller delivers.

    The commission is that of the moment of sale, with the tax on it. `label` is the number on the parcel label, which is
    all that some sellers learn of where it goes.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=26, unique=True)
    label = models.CharField(max_length=24, unique=True)
    group = models.ForeignKey(OrderGroup, on_delete=models.PROTECT, related_name="orders")
    seller = models.ForeignKey("sellers.Seller", on_delete=models.PROTECT, db_index=False, related_name="+")
    person = models.ForeignKey("privacy.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    subtotal_minor = models.BigIntegerField()
    shipping_minor = models.BigIntegerField()
    tax_minor = models.BigIntegerField()
    tax_included = models.BooleanField()
    total_minor = models.BigIntegerField()
    commission_bp = models.PositiveIntegerField()
    commission_minor = models.BigIntegerField()
    commission_vat_minor = models.BigIntegerField()
    rate_code = models.CharField(max_length=24)
    rate_name = models.CharField(max_length=60)
    ship_by_on = models.DateField()
    placed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(name="orders_order_of_seller", fields=["seller", "-placed_at"])]
        constraints = [
            models.UniqueConstraint(name="orders_order_one_per_seller", fields=["group", "seller"]),
            models.CheckConstraint(
                name="orders_order_adds_up",
                condition=(
                    Q(tax_included=True, total_minor=F("subtotal_minor") + F("shipping_minor"))
                    | Q(tax_included=False, total_minor=F("subtotal_minor") + F("shipping_minor") + F("tax_minor"))
                ),
            ),
            models.CheckConstraint(
                name="orders_order_amounts",
                condition=Q(
                    subtotal_minor__gt=0,
                    shipping_minor__gte=0,
                    tax_minor__gte=0,
                    commission_minor__gte=0,
                    commission_vat_minor__gte=0,
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class OrderLine(models.Model):
    """So many of one offer, at the price of that moment. Names the offer by id only: the line outlives it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, db_index=False, related_name="lines")
    seller_id = models.UUIDField()
    position = models.PositiveSmallIntegerField()
    offer_id = models.UUIDField()
    product_id = models.UUIDField()
    external_id = models.CharField(max_length=200)
    title = models.CharField(max_length=300)
    option = models.CharField(max_length=200, blank=True)
    picture = models.CharField(max_length=300, blank=True)
    quantity = models.PositiveIntegerField()
    unit_price_minor = models.BigIntegerField()
    total_minor = models.BigIntegerField()
    tax_class = models.CharField(max_length=12)
    tax_rate_bp = models.PositiveIntegerField()
    tax_minor = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="orders_line_position", fields=["order", "position"]),
            models.CheckConstraint(
                name="orders_line_adds_up",
                condition=Q(quantity__gt=0, total_minor=F("unit_price_minor") * F("quantity"), tax_minor__gte=0),
            ),
        ]

    def __str__(self) -> str:
        return self.title
