"""Words that mean the same to somebody who shops."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from boxmalls.base.ids import new_id


class Synonym(models.Model):
    """Ways to say one thing. Without a site it holds on all; `language` says in which it was written, for who edits it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    site = models.ForeignKey("sites.Site", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=10, blank=True)
    words = ArrayField(models.CharField(max_length=60))

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(words__len__gte=2), name="search_synonym_of_two")]

    def __str__(self) -> str:
        return " = ".join(self.words)
