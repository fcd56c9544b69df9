"""Evidence that accounts of children were closed. It says nothing about whose."""

from django.db import models

from boxmalls.base.ids import new_id


class ClosedChild(models.Model):
    """An account was found to be a child's, and was closed and deleted."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    site_code = models.CharField(max_length=12)
    how = models.CharField(max_length=20, help_text="How it was found: guardian, school, self, review.")
    guardian_told = models.BooleanField(default=False, db_default=False)
    by_id = models.UUIDField()
    closed_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.pk)
