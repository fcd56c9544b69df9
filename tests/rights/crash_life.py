"""
The shop's own code in a process of its own, told line by line what to do, while the test ends the databases under it.

A line is JSON: `{"do": "live"}`, `{"do": "erase", "person": …, "until": "rows"}`, `{"do": "look", "person": …}`, `{"do": "go_on", "person": …}`.
"""

import json
import logging
import os
import sys
from contextlib import ExitStack, suppress
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest import mock
from uuid import UUID

AT = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
NAMES = iter(f"Kanarek{number:03d}" for number in range(1, 1000))


def live() -> dict[str, Any]:
    """Somebody orders, keeps an address, is looked at."""
    from boxmalls.accounts.testing import make_account, make_address
    from boxmalls.checkout.testing import complete, make_cart
    from boxmalls.privacy.journal import note
    from boxmalls.privacy.rights.testing import remember

    name = next(NAMES)
    person = make_account(f"{name}@canary.example", password=None, at=AT)
    delivery = {"name": name, "line1": f"{name} 7", "postcode": "04107", "city": "Leipzig", "country": "DE", "phone": ""}
    make_address(person, name=name, line1=f"{name} 7", at=AT)
    complete(make_cart(person), contact={"email": f"{name}@canary.example"}, delivery=delivery)
    remember(person, email=f"{name}@canary.example")
    note(verb="read", subject=person.pk, actor=None, actor_role="staff", what="orders.Delivery", reason=f"{name} called", at=AT)
    return {"person": str(person.pk), "name": name}


def erase(person: str, until: str, guarded: bool) -> dict[str, Any]:
    """
    Erase them, and die after a step, or in the middle of the rows, after their first commit; unguarded, no commit in the shop waits for the disk.
    """
    from boxmalls.privacy.rights.erasing import saga
    from boxmalls.privacy.rights.testing import Killed

    whole, end = saga._steps, saga.end_in_the_shop
    taken = []

    def end_and_die(*given: Any) -> None:
        end(*given)
        if until == "first commit of rows":
            taken.append(until)
            raise Killed(until)

    def steps() -> Any:
        for name, act, in_safe in whole():
            yield name, act, in_safe
            taken.append(name)
            if name == until:
                raise Killed(name)

    with ExitStack() as stack:
        stack.enter_context(mock.patch.object(saga, "_steps", steps))
        stack.enter_context(mock.patch.object(saga, "end_in_the_shop", end_and_die))
        if not guarded:
            stack.enter_context(_nothing_waits())
        with suppress(Killed):
            saga.erase_person(person=UUID(person), site_code="eu", at=AT)
    return {"taken": taken}


def _nothing_waits() -> Any:
    from contextlib import contextmanager

    from django.db import connections

    @contextmanager
    def unhurried() -> Any:
        with connections["default"].cursor() as cursor:
            cursor.execute("SET synchronous_commit = off")
        yield

    return unhurried()


def look(person: str, name: str) -> dict[str, Any]:
    """What both databases say now."""
    from boxmalls.privacy.models import ErasureMark, ErasureOutcome, Person
    from boxmalls.privacy.rights.models import Erasure
    from boxmalls.privacy.rights.rows import holding_something
    from boxmalls.privacy.rights.scan import scan

    erasure = Erasure.objects.filter(person_id=person).first()
    return {
        "done": bool(erasure and erasure.done_at),
        "recorded": sorted(erasure.steps.values_list("name", flat=True)) if erasure else [],
        "person_marked": Person.objects.filter(pk=person).exclude(erased_at=None).exists(),
        "ended_in_the_shop": ErasureMark.objects.filter(person_id=person).exclude(ended_at=None).exists(),
        "counted": ErasureOutcome.objects.filter(erasure_id=erasure.pk).count() if erasure else 0,
        "left": sorted(holding_something(UUID(person), "default")),
        "words_found": sorted({hit.where for hit in scan([name], folders=[])}),
    }


def go_on(person: str, name: str) -> dict[str, Any]:
    """The worker goes on with what was interrupted."""
    from boxmalls.privacy.rights.erasing import saga

    saga.continue_erasures(at=AT + timedelta(hours=1))
    return look(person, name)


def prepare() -> dict[str, Any]:
    """A site, its policy."""
    from boxmalls.privacy.testing import publish

    publish("eu", at=AT)
    return {}


def main() -> None:
    """Do what each line says, and answer with a line. Connections are new for each: the old ones may be dead."""
    from django.db import connections

    logging.disable(logging.CRITICAL)
    verbs = {verb.__name__: verb for verb in (prepare, live, erase, look, go_on)}
    for line in sys.stdin:
        told = json.loads(line)
        for connection in connections.all():
            with suppress(Exception):
                connection.close()
            if hasattr(connection, "close_pool"):
                connection.close_pool()
        answer = verbs[told.pop("do")](**told)
        sys.stdout.write(f"={json.dumps(answer)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    main()
