"""The words of a product for PostgreSQL: what is searched while the index is not there."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models


class ProductText(models.Model):
    """Made together with the index. Chinese and Japanese stand in it as pairs of signs, as they do there."""

    product = models.OneToOneField("catalog.Product", primary_key=True, on_delete=models.CASCADE, related_name="+")
    words = SearchVectorField()

    class Meta:
        indexes = [GinIndex(fields=["words"], name="search_product_words")]
