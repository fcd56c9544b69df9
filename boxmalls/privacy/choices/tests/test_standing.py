"""What stands is known in microseconds, and a change is known in every process at once."""

import subprocess
import sys
from time import perf_counter
from uuid import UUID

import pytest

from boxmalls.privacy.choices import standing
from boxmalls.privacy.choices.board import PAIR, Board, board, changing
from boxmalls.privacy.choices.standing import forget_standing
from boxmalls.privacy.consent import consented, give_consent, withdraw_consent
from boxmalls.privacy.purposes import RECENTLY_VIEWED
from boxmalls.privacy.testing import AT, make_person

committed = pytest.mark.django_db(transaction=True, databases=["default", "safe"])
OTHER = """
import django; django.setup()
import sys
from uuid import UUID
from boxmalls.privacy.consent import consented, withdraw_consent
from boxmalls.privacy.purposes import RECENTLY_VIEWED
from boxmalls.privacy.testing import AT
person = UUID(sys.argv[1])
assert consented(person, RECENTLY_VIEWED) and consented(person, RECENTLY_VIEWED)
print("remembers", flush=True)
sys.stdin.readline()
print("after", consented(person, RECENTLY_VIEWED), flush=True)
"""


def agree(person_id: UUID) -> None:
    give_consent(person=person_id, purpose=RECENTLY_VIEWED, wording="Yes.", site_code="eu", language="en", at=AT)


@committed
def test_a_decision_costs_less_than_fifty_microseconds_and_no_query(django_assert_num_queries: object) -> None:
    person = make_person()
    agree(person.pk)
    assert consented(person.pk, RECENTLY_VIEWED)
    with django_assert_num_queries(0):  # type: ignore[operator]
        best = min(_time(person.pk) for _ in range(5))
    assert best < 50e-6


def _time(person_id: UUID, times: int = 1000) -> float:
    began = perf_counter()
    for _ in range(times):
        consented(person_id, RECENTLY_VIEWED)
    return (perf_counter() - began) / times


@committed
def test_a_withdrawal_here_is_known_in_another_process_that_remembers_the_yes(settings: object) -> None:
    person = make_person()
    agree(person.pk)
    other = subprocess.Popen([sys.executable, "-c", OTHER, str(person.pk)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert other.stdout is not None
    assert other.stdout.readline() == "remembers\n"
    withdraw_consent(person=person, purpose=RECENTLY_VIEWED, at=AT)
    assert other.communicate("\n", timeout=60)[0] == "after False\n"


@committed
def test_the_control_without_the_board_the_old_answer_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    person = make_person()
    agree(person.pk)
    assert consented(person.pk, RECENTLY_VIEWED)
    monkeypatch.setattr(Board, "begin", lambda *_: None)
    monkeypatch.setattr(Board, "done", lambda *_: None)
    withdraw_consent(person=person, purpose=RECENTLY_VIEWED, at=AT)
    assert consented(person.pk, RECENTLY_VIEWED), "so it is the board that tells"
    forget_standing()
    assert not consented(person.pk, RECENTLY_VIEWED)


@committed
def test_while_a_change_is_on_its_way_and_after_a_crash_in_it_everybody_asks_the_database(django_assert_num_queries: object) -> None:
    person = make_person()
    agree(person.pk)
    assert consented(person.pk, RECENTLY_VIEWED)
    shared = board()
    assert shared is not None
    shared.begin(person.pk)
    with django_assert_num_queries(2):  # type: ignore[operator]
        assert consented(person.pk, RECENTLY_VIEWED)
        assert consented(person.pk, RECENTLY_VIEWED)
    shared.done(person.pk)


@committed
def test_a_change_that_fails_leaves_the_board_even() -> None:
    person, shared = make_person(), board()
    assert shared is not None
    with pytest.raises(ZeroDivisionError), changing(person.pk):
        assert shared.generation(person.pk) is None
        raise ZeroDivisionError
    assert shared.generation(person.pk) is not None
    assert PAIR.size == 16
    assert standing(person.pk).agreed == {}
