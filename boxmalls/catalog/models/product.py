"""A product is shared: several sellers may offer the same one."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from boxmalls.base.ids import new_id


class ProductStatus(models.TextChoices):
    LIVE = "live", _("On show")
    DRAFT = "draft", _("Not yet on show")
    RETIRED = "retired", _("Taken off")


class Product(models.Model):
    """
    What is sold, apart from who sells it.

    `described_by` and `described_ref` name the listing that made the product: only that listing changes its words.
    `attributes` maps the handle of an attribute to a list of handles of its values.
    `search_boost` lifts a product on shelves and in search; 0 is ordinary.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    slug = models.SlugField(max_length=80)
    title = models.CharField(max_length=300)
    description = models.TextField(blank=True, max_length=20_000)
    category = models.ForeignKey("catalog.Category", on_delete=models.PROTECT, related_name="+")
    brand = models.CharField(max_length=120, blank=True)
    model_no = models.CharField(max_length=120, blank=True)
    gtin = models.CharField(max_length=14, null=True, blank=True)
    product_key = models.CharField(max_length=200, null=True, blank=True)
    attributes = models.JSONField(default=dict, blank=True)
    language = models.CharField(max_length=8, default="en")
    status = models.CharField(max_length=8, choices=ProductStatus, default=ProductStatus.LIVE)
    search_boost = models.SmallIntegerField(default=0)
    described_by = models.ForeignKey("sellers.Seller", null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    described_ref = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gtin"], name="catalog_product_gtin_once"),
            models.UniqueConstraint(fields=["product_key"], name="catalog_product_key_once"),
            models.CheckConstraint(condition=~Q(title=""), name="catalog_product_titled"),
            models.CheckConstraint(
                condition=Q(status__in=ProductStatus.values),
                name="catalog_product_status",
            ),
            models.CheckConstraint(
                condition=Q(gtin__isnull=True) | Q(gtin__regex=r"^\d{8}$|^\d{12,14}$"),
                name="catalog_product_gtin",
            ),
            models.CheckConstraint(condition=~Q(product_key=""), name="catalog_product_key"),
        ]

    def __str__(self) -> str:
        return self.title


class Variant(models.Model):
    """One of the forms a product comes in; `options` tells which, such as {"Size": "39"}."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="variants", db_index=False)
    name = models.CharField(max_length=200)
    options = models.JSONField(default=dict)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["product", "options"], name="catalog_variant_once"),
            models.UniqueConstraint(fields=["id", "product"], name="catalog_variant_of_product"),
        ]

    def __str__(self) -> str:
        return self.name
