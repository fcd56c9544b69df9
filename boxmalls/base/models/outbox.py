from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import Func


class CurrentTransaction(Func):
    template = "pg_current_xact_id()::text::bigint"
    output_field = models.BigIntegerField()


class OutboxFact(models.Model):
    """
    Something that happened, written in the transaction in which it happened.

    Read in the order (`transaction_id`, `id`) and only below the oldest running transaction: a cursor on `id` alone loses
    rows whose transaction commits late.
    """

    id = models.BigAutoField(primary_key=True)
    transaction_id = models.BigIntegerField(db_default=CurrentTransaction())
    topic = models.CharField(max_length=60)
    key = models.CharField(max_length=80, blank=True)
    payload = models.JSONField(default=dict)
    written_at = models.DateTimeField(db_default=TransactionNow())

    class Meta:
        indexes = [models.Index(fields=["transaction_id", "id"], name="outbox_in_order")]

    def __str__(self) -> str:
        return f"{self.topic} {self.key}"


class OutboxCursor(models.Model):
    """How far one reader has come."""

    consumer = models.CharField(max_length=60, primary_key=True)
    transaction_id = models.BigIntegerField(default=0)
    fact_id = models.BigIntegerField(default=0)
    moved_at = models.DateTimeField(db_default=TransactionNow())

    def __str__(self) -> str:
        return self.consumer
