"""The worker's part, done at once, for tests."""

from datetime import datetime

from django.utils.module_loading import import_string

from boxmalls.base.models import OutboxFact
from boxmalls.base.reactions import listeners
from boxmalls.ledger.testing import AT


def react(*, at: datetime = AT) -> list[str]:
    """Let this room hear everything that happened and was not heard yet, as the worker would; the topics heard."""
    facts = list(OutboxFact.objects.order_by("id"))
    for fact in facts:
        for path in listeners().get(fact.topic, ()):
            if path.startswith("boxmalls.orders."):
                import_string(path)({"key": fact.key, **fact.payload}, at=at)
    OutboxFact.objects.filter(pk__in=[fact.pk for fact in facts]).delete()
    return [fact.topic for fact in facts]
