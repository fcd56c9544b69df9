"""Live says that this process answers. Ready says that what it needs answers too, part by part."""

from collections.abc import Callable
from datetime import timedelta
from importlib.util import find_spec
from typing import Any

from django.db import DatabaseError, connections
from django.http import HttpRequest, JsonResponse
from django.urls import path

from boxmalls.base.clock import now
from boxmalls.base.web import open_to
from boxmalls.privacy.register.columns import AT_START_ONLY, state_of

FINE = ("ok", AT_START_ONLY)
WORKER_IS_LATE_AFTER = timedelta(seconds=60)


@open_to("anyone")
def live(request: HttpRequest) -> JsonResponse:
    """200 as long as this process answers."""
    return JsonResponse({"status": "live"})


@open_to("anyone")
def ready(request: HttpRequest) -> JsonResponse:
    """200 when database and safe answer; 503 otherwise. Lost keys, a missing index or a late worker degrade, and is said."""
    parts = states()
    can_serve = parts["database"] == parts["safe"] == "ok"
    status = "ready" if all(state in FINE for state in parts.values()) else ("degraded" if can_serve else "down")
    return JsonResponse({"status": status, "parts": parts}, status=200 if can_serve else 503)


def states() -> dict[str, str]:
    """How each part is: `ok`, or what is the matter."""
    return {name: _state(check) for name, check in PARTS.items()}


def _state(check: Callable[[], str]) -> str:
    try:
        return check()
    except DatabaseError:
        return "down"


def _answers(alias: str) -> str:
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT 1")
    return "ok"


def _index() -> str:
    if not find_spec("boxmalls.search"):
        return "missing"
    from boxmalls.search.queries import health

    found: Any = health()
    return "ok" if found.engine == "index" else "missing"


def _worker() -> str:
    from procrastinate.contrib.django.models import ProcrastinateWorker

    latest = ProcrastinateWorker.objects.order_by("-last_heartbeat").values_list("last_heartbeat", flat=True).first()
    return "ok" if latest and now() - latest < WORKER_IS_LATE_AFTER else "late"


def _keys() -> str:
    """Whether the key-encryption key that wraps all persons' keys is here."""
    from boxmalls.privacy.vault.epochs import the_key_is_here

    return "ok" if the_key_is_here() else "lost"


PARTS: dict[str, Callable[[], str]] = {
    "database": lambda: _answers("default"),
    "safe": lambda: _answers("safe"),
    "keys": _keys,
    "index": _index,
    "worker": _worker,
    "declarations": lambda: state_of("default"),
}

urlpatterns = [path("health/live", live), path("health/ready", ready)]
