"""An offer is one seller's price, condition and terms on a product, on one site."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from boxmalls.base.ids import new_id


class Condition(models.TextChoices):
    NEW = "new", _("New")
    REFURBISHED = "refurbished", _("Refurbished")
    USED = "used", _("Used")


class OfferStatus(models.TextChoices):
    LIVE = "live", _("On sale")
    PAUSED = "paused", _("Paused")
    RETIRED = "retired", _("Taken off")


class Offer(models.Model):
    """`external_id` is the seller's own reference. Prices are in minor units, as the site shows them to buyers."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    seller = models.ForeignKey("sellers.Seller", on_delete=models.PROTECT, related_name="+", db_index=False)
    site = models.ForeignKey("sites.Site", on_delete=models.PROTECT, related_name="+", db_index=False)
    product = models.ForeignKey("catalog.Product", on_delete=models.PROTECT, related_name="offers", db_index=False)
    variant = models.ForeignKey("catalog.Variant", null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    external_id = models.CharField(max_length=200)
    price_minor = models.BigIntegerField()
    was_minor = models.BigIntegerField(null=True, blank=True)
    currency = models.CharField(max_length=3)
    condition = models.CharField(max_length=12, choices=Condition, default=Condition.NEW)
    tax_class = models.CharField(max_length=12, default="standard")
    status = models.CharField(max_length=8, choices=OfferStatus, default=OfferStatus.LIVE)
    dispatch_days = models.PositiveSmallIntegerField(default=2)
    return_days = models.PositiveSmallIntegerField(default=14)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["seller", "external_id", "site"], name="catalog_offer_reference"),
            models.CheckConstraint(condition=Q(price_minor__gt=0), name="catalog_offer_price"),
            models.CheckConstraint(
                condition=Q(was_minor__isnull=True) | Q(was_minor__gt=F("price_minor")),
                name="catalog_offer_was",
            ),
            models.CheckConstraint(condition=Q(currency__regex="^[A-Z]{3}$"), name="catalog_offer_currency"),
            models.CheckConstraint(
                condition=Q(condition__in=Condition.values),
                name="catalog_offer_condition",
            ),
            models.CheckConstraint(condition=Q(status__in=OfferStatus.values), name="catalog_offer_status"),
            models.CheckConstraint(condition=~Q(external_id=""), name="catalog_offer_referenced"),
            models.CheckConstraint(condition=Q(tax_class__in=["standard", "reduced", "zero"]), name="catalog_offer_tax_class"),
        ]
        indexes = [
            models.Index(
                fields=["product", "site", "price_minor"],
                name="catalog_offer_of_product",
            )
        ]

    def __str__(self) -> str:
        return self.external_id
