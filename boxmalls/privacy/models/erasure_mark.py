from django.db import models


class ErasureMark(models.Model):
    """
    The shop's own copy of the erasure ledger: that this person's erasure was begun here, and that its rows are gone from here.

    It travels with every backup of the shop, so that a shop that is restored knows what it has still to forget, and so that a safe that is
    restored from an older copy can be told whose keys have to go again. Rows are never changed but to say that the end has come.
    """

    person_id = models.UUIDField(primary_key=True)
    erasure_id = models.UUIDField()
    site_code = models.CharField(max_length=12)
    receipt_sha256 = models.CharField(max_length=64)
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.person_id)
