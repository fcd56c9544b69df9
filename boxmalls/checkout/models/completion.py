"""The idempotency key of a completed checkout."""

from django.db import models


class Completion(models.Model):
    """
    A person completed a checkout under a key. Asked again with the same key, the same answer is given.

    `asked` is a keyed hash of what was asked, so that another wish under the same key is noticed. Kept for a month.
    """

    pk = models.CompositePrimaryKey("person_id", "key")
    person = models.ForeignKey("privacy.Person", on_delete=models.CASCADE, db_index=False, related_name="+")
    key = models.CharField(max_length=64)
    asked = models.BinaryField(max_length=32)
    group = models.ForeignKey("orders.OrderGroup", on_delete=models.PROTECT, db_index=False, related_name="+")
    completed_at = models.DateTimeField(db_index=True)
