"""
Facts from rooms below, heard after the commit.

A room's `reactions.py` says what it listens to: `REACTIONS = {"order.placed": [send_confirmation]}`; each is called as
`reaction(payload, at=…)` by the worker, at least once, and again after a failure.
"""

from collections.abc import Callable
from datetime import datetime
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.db import transaction
from django.tasks import task
from django.utils.module_loading import import_string

from boxmalls.base import outbox
from boxmalls.base.clock import now

CONSUMER = "reactions"

type Reaction = Callable[..., None]


@cache
def listeners() -> dict[str, list[str]]:
    """Topic → the paths of the functions that listen to it, lowest room first."""
    found: dict[str, list[str]] = {}
    for config in apps.get_app_configs():
        if config.name.startswith("boxmalls.") and find_spec(f"{config.name}.reactions"):
            heard: dict[str, list[Reaction]] = getattr(import_module(f"{config.name}.reactions"), "REACTIONS", {})
            for topic, reactions in heard.items():
                found.setdefault(topic, []).extend(f"{reaction.__module__}.{reaction.__qualname__}" for reaction in reactions)
    return found


@transaction.atomic
def pass_on(at: datetime, limit: int = 200) -> int:
    """Queue a task for each fact and listener; returns how many facts were passed on."""
    facts = outbox.consume(CONSUMER, list(listeners()), limit)
    for fact in facts:
        for path in listeners()[fact.topic]:
            react.enqueue(path=path, key=fact.key, payload=fact.payload)
    outbox.acknowledge(CONSUMER, facts)
    return len(facts)


@task
def react(path: str, key: str, payload: dict[str, Any]) -> None:
    """Let one listener hear one fact. The fact's key is handed over as `key` in the payload."""
    import_string(path)({"key": key, **payload}, at=now())
