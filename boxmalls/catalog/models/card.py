"""What shelves are made of: written when goods change, only read when a page is asked for."""

from django.db import models


class Card(models.Model):
    """A product's card as HTML, per site and language. `made_with` names the drawing it was made by."""

    pk = models.CompositePrimaryKey("product_id", "site_id", "language")
    product = models.ForeignKey("catalog.Product", on_delete=models.CASCADE, related_name="+", db_index=False)
    site = models.ForeignKey("sites.Site", on_delete=models.CASCADE, related_name="+", db_index=False)
    language = models.CharField(max_length=8)
    html = models.TextField()
    made_with = models.CharField(max_length=16)


class ShelfPlace(models.Model):
    """
    A product stands on a shelf of a site.

    Shelves: "" holds all of the site; a category's id what is in it or below it; "@" and a seller's slug that seller's goods.
    A shelf is walked by rank, the whole site's by arrival, too: each has its index, so that a page costs the same on any shelf.
    """

    pk = models.CompositePrimaryKey("site_id", "shelf", "product_id")
    site = models.ForeignKey("sites.Site", on_delete=models.CASCADE, related_name="+", db_index=False)
    shelf = models.CharField(max_length=64)
    product = models.ForeignKey("catalog.Product", on_delete=models.CASCADE, related_name="+")
    rank = models.IntegerField()
    price_minor = models.BigIntegerField()
    arrived_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["site", "shelf", "-rank", "product"], name="catalog_shelf_by_rank"),
            models.Index(fields=["site", "shelf", "-arrived_at", "product"], name="catalog_shelf_by_arrival", condition=models.Q(shelf="")),
        ]


class ShelfCount(models.Model):
    """How many products stand on a shelf. Counted by the worker."""

    pk = models.CompositePrimaryKey("site_id", "shelf")
    site = models.ForeignKey("sites.Site", on_delete=models.CASCADE, related_name="+", db_index=False)
    shelf = models.CharField(max_length=64)
    products = models.PositiveIntegerField()
