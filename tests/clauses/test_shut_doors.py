"""The occasions and kinds for which nothing is declared: refused by the program, and again by the database."""

import pytest
from django.db import DatabaseError, connections, transaction

from boxmalls.privacy.collection import collecting
from boxmalls.privacy.policy.clauses import DOORS
from boxmalls.privacy.register import Basis, Category, Ending, Holding, Keep, Occasion, Purpose
from boxmalls.privacy.register.doors import DoorIsShut, check_holding, open_doors
from boxmalls.privacy.register.guards import guarded_tables
from boxmalls.privacy.register.registry import Holdings
from boxmalls.privacy.testing import AT

pytestmark = pytest.mark.django_db(databases=["default", "safe"])

SHUT = [clause for clause in DOORS if clause not in open_doors()]


@pytest.mark.parametrize("clause", SHUT)
def test_nothing_comes_in_by_a_door_that_is_shut(clause, lena):
    door = DOORS[clause]
    occasion = door if isinstance(door, Occasion) else Occasion.FORMS
    category = door if isinstance(door, Category) else Category.OTHER
    purpose = Purpose(code=f"planted.{door.name.lower()}", basis=Basis.CONTRACT, occasion=occasion, words="Try it.")
    _refused_by_the_program(purpose, category, lena)
    _refused_by_the_database(purpose.code)


def _refused_by_the_program(purpose, category, person):
    holdings = Holdings()
    holdings.close(check_holding)
    with pytest.raises(DoorIsShut):
        holdings.declare(Holding(model="planted.Table", person="person", fields={"value": (category, purpose)}, keep=Keep.while_person(), ending=Ending.DELETE))
    assert list(holdings) == []
    if category is Category.OTHER:
        with pytest.raises(DoorIsShut), transaction.atomic(), collecting(purpose, person=person, at=AT):
            pass


def _refused_by_the_database(code):
    """The role that serves may neither write a row for it, anywhere, nor make a place for it."""
    for table in guarded_tables():
        with pytest.raises(DatabaseError, match="may not be written"), transaction.atomic(), connections["default"].cursor() as cursor:
            cursor.execute("SELECT set_config('boxmalls.purpose', %s, true)", [code])
            cursor.execute(f'INSERT INTO "{table}" DEFAULT VALUES')
    for statement in ("CREATE TABLE planted (id int)", "ALTER TABLE accounts_profile ADD COLUMN planted text"):
        with pytest.raises(DatabaseError), transaction.atomic(), connections["default"].cursor() as cursor:
            cursor.execute(statement)
