"""Pictures of a product, named by what is in them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from boxmalls.base.ids import new_id


class Media(models.Model):
    """
    A picture of a product.

    `key` is a hash of the picture, and the name of its files: one for each of `widths` and `formats`.
    `width` and `height` are those of the largest file, in pixels.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    product = models.ForeignKey("catalog.Product", on_delete=models.CASCADE, related_name="media", db_index=False)
    position = models.PositiveSmallIntegerField(default=0)
    alt = models.CharField(max_length=300, blank=True)
    credit = models.CharField(max_length=200, blank=True)
    key = models.CharField(max_length=64)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    widths = ArrayField(models.PositiveIntegerField())
    formats = ArrayField(models.CharField(max_length=8))

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["product", "key"], name="catalog_media_once"),
            models.CheckConstraint(condition=Q(key__regex="^[0-9a-f]{16,64}$"), name="catalog_media_key"),
            models.CheckConstraint(condition=Q(width__gt=0, height__gt=0), name="catalog_media_size"),
        ]
