"""Who is there in a run, and who stands in for whom."""

import random
from dataclasses import dataclass, field, replace
from uuid import UUID

from boxmalls.agreements.models import AgreementVersion
from boxmalls.catalog.models import Offer
from boxmalls.privacy.models import Person
from boxmalls.sellers.models import Seller
from proofs.people import Someone, someone
from tests.rights.twin.fate import Fate

ENDINGS = ("", "-Łuczyński", " O'Žižka", " 王小明", "ß")
"""Names are not all of one alphabet."""

THE_ONE = 0
"""Who is erased, or never was."""


@dataclass(frozen=True, slots=True)
class Ground:
    """
    What is there before anybody comes: stores, goods in plenty, texts, and those who always work here.

    :param stand_in: does the work of whoever never was, in the run without them.
    """

    stores: list[Seller]
    offers: list[Offer]
    terms: AgreementVersion
    staff: Person
    second: Person
    stand_in: Person


@dataclass(frozen=True, slots=True)
class Step:
    """Somebody does something, or something happens to all (`who` is None). `by` is who of the others has it as their work, if not the staff."""

    number: int
    who: int | None
    verb: str
    by: int | None = None


@dataclass(slots=True)
class Somebody:
    """Where somebody stands in the course of it."""

    number: int
    person: Person
    told: Someone


@dataclass(slots=True)
class World:
    """
    A run: who is there, who is at work in this step, and which payments the one saw arrive who is then erased.
    """

    ground: Ground
    fate: Fate
    rng: random.Random
    by: Person
    people: dict[int, Somebody] = field(default_factory=dict)
    seen_by_the_one: set[UUID] = field(default_factory=set)

    def person(self, who: int) -> Person:
        return self.people[who].person

    def told(self, who: int) -> Someone:
        """What they tell of themselves; each value stands nowhere else."""
        return self.people[who].told


def tells(seed: str, who: int) -> Someone:
    """What a person of a run tells of themselves: the same one each time."""
    told = someone(f"{seed}:{who}")
    return replace(told, family=f"{told.family}{random.Random(f'{seed}:{who}').choice(ENDINGS)}")
