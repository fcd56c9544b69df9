"""Note that something about a person left the house."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from boxmalls.privacy.collection import collecting
from boxmalls.privacy.models import Disclosure, Person
from boxmalls.privacy.purposes import DISCLOSING
from boxmalls.privacy.register import Category, Occasion, Purpose


@transaction.atomic
def disclose(
    *,
    person: Person | UUID,
    recipient: str,
    recipient_name: str,
    purpose: Purpose,
    categories: Sequence[Category],
    what: str,
    occasion: Occasion | None = None,
    until: date | None = None,
    order_ref: str | None = None,
    look: UUID | None = None,
    at: datetime,
) -> None:
    """
    Note that somebody outside was shown or sent something about a person.

    :param recipient: who, as a code: `seller:<id>`, `courier:<name>`, `mail-server`, `gateway:<name>`.
    :param what: which things, in words and never as values: `name, address`.
    :param until: the day on which the recipient has to forget it.
    :param look: the look of the office by which it was handed over.
    """
    disclose_many(
        [
            {
                "person_id": person.pk if isinstance(person, Person) else person,
                "recipient": recipient,
                "recipient_name": recipient_name,
                "purpose": purpose.code,
                "categories": [category.value for category in categories],
                "what": what,
                "occasion": (occasion or purpose.occasion).value,
                "until_on": until,
                "order_ref": order_ref or "",
                "look_id": look,
            }
        ],
        at=at,
    )


@transaction.atomic
def disclose_many(rows: Iterable[dict[str, Any]], *, at: datetime) -> None:
    """Note many at once, in one statement; each row is the columns of a `Disclosure`."""
    with collecting(DISCLOSING, person=None, at=at):
        Disclosure.objects.bulk_create(Disclosure(**row, at=at) for row in rows)
