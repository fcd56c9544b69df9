"""The tree of categories, and the attributes that goods in them have."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models


class Category(models.Model):
    """
    A node of the product taxonomy. Its id is the taxonomy's own and never changes.

    `path` holds the ids from the root to this one; `names` one name for each language, English always.
    """

    id = models.CharField(primary_key=True, max_length=24)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    level = models.PositiveSmallIntegerField()
    position = models.PositiveIntegerField()
    path = ArrayField(models.CharField(max_length=24))
    names = models.JSONField()
    slug = models.SlugField(max_length=80)

    class Meta:
        ordering = ["position"]
        indexes = [GinIndex(fields=["path"], name="catalog_category_path")]
        constraints = [
            models.CheckConstraint(condition=models.Q(names__has_key="en"), name="catalog_category_named"),
            models.CheckConstraint(
                condition=models.Q(level=0, parent__isnull=True) | models.Q(level__gt=0, parent__isnull=False),
                name="catalog_category_rooted",
            ),
        ]

    def __str__(self) -> str:
        return str(self.names["en"])


class Attribute(models.Model):
    """Something goods may be told apart by, such as colour."""

    id = models.PositiveIntegerField(primary_key=True)
    handle = models.CharField(max_length=120, unique=True)
    names = models.JSONField()


class AttributeValue(models.Model):
    """One value of an attribute, such as red."""

    id = models.PositiveIntegerField(primary_key=True)
    attribute = models.ForeignKey(Attribute, on_delete=models.CASCADE, related_name="values")
    position = models.PositiveSmallIntegerField()
    handle = models.CharField(max_length=120, unique=True)
    names = models.JSONField()


class CategoryAttribute(models.Model):
    """Goods of this category are described by this attribute."""

    pk = models.CompositePrimaryKey("category_id", "attribute_id")
    category = models.ForeignKey(Category, on_delete=models.CASCADE, related_name="+")
    attribute = models.ForeignKey(Attribute, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField()
