"""Somebody about whom something is held, for tests of rights, and a way to kill what runs at any statement."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from django.db import connections

from boxmalls.privacy.consent import give_consent
from boxmalls.privacy.disclosure import disclose
from boxmalls.privacy.journal import note
from boxmalls.privacy.models import Person
from boxmalls.privacy.purposes import DISCLOSING
from boxmalls.privacy.register import Basis, Category, Occasion, Purpose
from boxmalls.privacy.testing import AT, make_acceptance
from boxmalls.privacy.vault import blind

NEWS = Purpose(code="test.news", basis=Basis.CONSENT, occasion=Occasion.CAMPAIGNS, words="News.")


class Killed(BaseException):
    """Stands for the process ending there and then."""


@contextmanager
def killed_at(statement: int | None) -> Iterator[list[int]]:
    """
    Let the process die before the n-th statement to either database; with None, only count.

    Yields a list whose one number is how many statements were sent.
    """
    sent = [0]

    def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        sent[0] += 1
        if statement is not None and sent[0] == statement:
            raise Killed(sql[:80])
        return execute(sql, params, many, context)

    with ExitStack() as stack:
        for alias in ("default", "safe"):
            stack.enter_context(connections[alias].execute_wrapper(count))
        yield sent


def remember(person: Person, *, email: str) -> Person:
    """What the kernel itself comes to know about somebody: acceptance, consent, a look, something sent, an entry of the blind index."""
    make_acceptance(person)
    give_consent(person=person, purpose=NEWS, wording="One mail a month.", site_code="eu", language="en", at=AT)
    note(verb="read", subject=person.pk, actor=None, actor_role="staff", what="accounts.Address", row=1, reason="A return", at=AT)
    disclose(person=person, recipient="courier:post", recipient_name="Post", purpose=DISCLOSING, categories=[Category.BASIC], what="name, address", at=AT)
    blind.put(person.pk, kind="email", value=email, at=AT)
    return person
