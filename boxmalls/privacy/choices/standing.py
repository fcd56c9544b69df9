"""What somebody chose, as it stands now: read at once, remembered in the process for as long as nothing changes."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from boxmalls.base import sql
from boxmalls.privacy.register import FEATURES, Category, Purpose, Target
from boxmalls.privacy.register.features import categories_of, may_be_refused

from .board import board

MOST = 20_000
READ = """
SELECT 'yes', c.purpose, '', '', c.given_at FROM privacy_consent c
 WHERE c.person_id = %(person)s AND NOT EXISTS (SELECT FROM privacy_withdrawal w WHERE w.consent_id = c.id)
UNION ALL
SELECT 'no', o.purpose, o.category, o.occasion, o.since_at FROM privacy_optout o
 WHERE o.person_id = %(person)s AND NOT EXISTS (SELECT FROM privacy_optin i WHERE i.opt_out_id = o.id)
UNION ALL
SELECT 'signal', '', '', '', s.heard_at FROM privacy_signal s WHERE s.person_id = %(person)s
UNION ALL
SELECT 'device', d.version, CASE WHEN d.agreed THEN 'y' ELSE 'n' END, '', d.answered_at FROM privacy_deviceanswer d WHERE d.person_id = %(person)s
"""


@dataclass(frozen=True, slots=True)
class Standing:
    """
    Everything somebody chose that is in force.

    :param agreed: purposes with the moment of the yes.
    :param refused: what they said no to, with the moment of the no.
    :param signalled_at: since when a signal of their browser counts as their own no.
    :param answered: the version of the question about devices that they answered, and how.
    """

    agreed: dict[str, datetime]
    refused: dict[Target, datetime]
    signalled_at: datetime | None = None
    answered: tuple[str, bool] | None = None

    def refuses(self, category: Category, purpose: Purpose) -> bool:
        """Whether a no of theirs covers this, and may."""
        return any(target.covers(category, purpose) for target in self.refused) and may_be_refused(category, purpose)


NOTHING = Standing({}, {})
_remembered: dict[UUID, tuple[int, Standing]] = {}


def standing(person_id: UUID) -> Standing:
    """What stands for a person now. Costs two or three microseconds when nothing has changed since the last question, else one query."""
    shared = board()
    generation = shared.generation(person_id) if shared else None
    known = _remembered.get(person_id)
    if known is not None and known[0] == generation:
        return known[1]
    found = _read(person_id)
    if generation is not None and shared and shared.generation(person_id) == generation:
        if len(_remembered) >= MOST:
            _remembered.clear()
        _remembered[person_id] = generation, found
    return found


def refuses(person_id: UUID | None, purpose: Purpose, *categories: Category) -> bool:
    """
    Whether a person's no keeps us from writing for a purpose: any of these categories, or without any, all that the purpose has.

    Somebody of whom we know nothing has said nothing.
    """
    if person_id is None:
        return False
    stands = standing(person_id)
    if not stands.refused:
        return False
    if categories:
        return any(stands.refuses(category, purpose) for category in categories)
    kept = categories_of(purpose)
    return bool(kept) and all(stands.refuses(category, purpose) for category in kept)


def stopped(person_id: UUID | None, code: str) -> bool:
    """Whether a feature has stopped for a person."""
    feature = FEATURES.get(code)
    if feature is None or feature.stays or person_id is None:
        return False
    stands = standing(person_id)
    return bool(stands.refused) and any(stands.refuses(need.category, need.purpose) for need in feature.needs)


def forget_standing() -> None:
    """Ask anew at the next question. For tests."""
    _remembered.clear()


def _read(person_id: UUID) -> Standing:
    agreed: dict[str, datetime] = {}
    refused: dict[Target, datetime] = {}
    rest: dict[str, Any] = {}
    for kind, what, category, occasion, at in sql.rows(READ, {"person": person_id}):
        if kind == "yes":
            agreed[what] = at
        elif kind == "no":
            refused[Target(category, occasion, what)] = at
        else:
            rest[kind] = at if kind == "signal" else (what, category == "y")
    return Standing(agreed, refused, rest.get("signal"), rest.get("device"))
