"""The tables of the safe. They live in a cluster of their own, whose backups are short-lived, so that a destroyed key stays destroyed."""

from typing import ClassVar

from django.db import models


class PersonKey(models.Model):
    """A person's key, wrapped. When this row is gone, whatever was sealed with the key is noise."""

    person_id = models.UUIDField(primary_key=True)
    wrapped = models.BinaryField()
    kek = models.CharField(max_length=40, help_text="Which key-encryption key wraps it.")
    epoch = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    restricted_at = models.DateTimeField(null=True, help_text="Since when only the person and the person in charge read with it.")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["epoch"], name="key_by_epoch")]

    def __str__(self) -> str:
        return str(self.person_id)


class BlindEntry(models.Model):
    """A keyed hash of an email or phone, to find its person by. The value cannot be computed back without the index key."""

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=20)
    digest = models.BinaryField()
    person_id = models.UUIDField()
    put_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "digest", "person_id"], name="one_blind_entry_each")]
        indexes: ClassVar = [models.Index(fields=["person_id"], name="blind_by_person")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Tombstone(models.Model):
    """A person's key was here and is gone. A restored copy of the shop reads these before it serves anybody."""

    person_id = models.UUIDField(primary_key=True)
    destroyed_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.person_id)


class KeyEpoch(models.Model):
    """For how long one key-encryption key wrapped persons' keys: opened by a roll, closed by the next, and destroyed."""

    number = models.PositiveIntegerField(primary_key=True)
    kek = models.CharField(max_length=40)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    rewrapped_at = models.DateTimeField(null=True, help_text="Since when nothing is wrapped by an earlier key.")
    destroyed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(models.Value(1), condition=models.Q(closed_at=None), name="one_epoch_is_open")]

    def __str__(self) -> str:
        return f"{self.number} {self.kek}"
