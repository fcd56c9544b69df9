"""A way of delivery."""

from django.db import models
from django.db.models import F, Q

from boxmalls.base.ids import new_id


class Rate(models.Model):
    """What one seller asks for one way of delivery on one site, in the site's currency."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    seller = models.ForeignKey("sellers.Seller", on_delete=models.CASCADE, db_index=False, related_name="+")
    site = models.ForeignKey("sites.Site", on_delete=models.CASCADE, related_name="+")
    code = models.SlugField(max_length=24)
    name = models.CharField(max_length=60)
    price_minor = models.BigIntegerField()
    free_from_minor = models.BigIntegerField(null=True, blank=True)
    days_min = models.PositiveSmallIntegerField(default=2)
    days_max = models.PositiveSmallIntegerField(default=4)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="shipping_rate_once", fields=["seller", "site", "code"]),
            models.CheckConstraint(name="shipping_rate_price", condition=Q(price_minor__gte=0)),
            models.CheckConstraint(name="shipping_rate_days", condition=Q(days_min__lte=F("days_max"))),
            models.CheckConstraint(name="shipping_rate_free_from", condition=Q(free_from_minor__isnull=True) | Q(free_from_minor__gt=0)),
        ]

    def __str__(self) -> str:
        return self.name
