"""The journal's seal: a hash for every entry, signed heads over all of them, and what ended with whom."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now


class JournalLeaf(models.Model):
    """
    A commitment to one entry, or to a list of entries that ended. Only the hash stays for ever.

    :param sealed: the entry as it was, under its person's key; None once the entry has ended, or where there was no key.
    """

    seq = models.BigIntegerField(primary_key=True)
    entry_id = models.UUIDField(null=True, unique=True)
    sealed = models.BinaryField(null=True)
    hash = models.BinaryField()
    sealed_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.seq)


class JournalEnding(models.Model):
    """
    An entry that is no longer as it was: erased with its person, out of time, or moved to whom the person was merged into.

    Written by the database itself. It names the person's number and the reason, which verification holds against the safe.
    """

    id = models.BigAutoField(primary_key=True)
    entry_id = models.UUIDField()
    subject_id = models.UUIDField()
    why = models.CharField(max_length=40)
    ended_at = models.DateTimeField(db_default=Now())
    leaf_seq = models.BigIntegerField(null=True)
    ended_seq = models.BigIntegerField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["leaf_seq"], name="endings_of_a_leaf")]

    def __str__(self) -> str:
        return f"{self.why} {self.entry_id}"


class JournalMark(models.Model):
    """How far the watch has come: with what is new, and with what it looks at again from the beginning."""

    name = models.CharField(max_length=10, primary_key=True)
    size = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name} {self.size}"


class JournalHead(models.Model):
    """A signed statement: at this moment the journal had so many leaves, and this root."""

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField()
    edge = models.BinaryField(help_text="The roots of the perfect subtrees, 32 bytes each: what the next sealing goes on from.")
    at = models.DateTimeField()
    key_id = models.CharField(max_length=16)
    signature = models.BinaryField()

    def __str__(self) -> str:
        return str(self.size)
