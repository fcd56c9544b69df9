"""What stands is known in microseconds, and a change is known in every process at once."""

import subprocess
import sys
from pathlib import Path
from threading import Thread
from uuid import UUID

import pytest
from django.db import transaction

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
def test_a_decision_that_was_looked_up_before_asks_nobody(django_assert_num_queries: object) -> None:
    person = make_person()
    agree(person.pk)
    assert consented(person.pk, RECENTLY_VIEWED)
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert all(consented(person.pk, RECENTLY_VIEWED) for _ in range(1000))


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


@committed
def test_a_change_that_an_outer_transaction_undid_is_done_with_the_next_change() -> None:
    person, other, shared = make_person(), make_person(), board()
    assert shared is not None
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        agree(person.pk)
        raise ZeroDivisionError
    assert shared.generation(person.pk) is None, "undone, but nobody knows yet"
    agree(other.pk)
    assert shared.generation(person.pk) is not None
    assert not consented(person.pk, RECENTLY_VIEWED)


def test_threads_that_change_the_same_group_at_once_lose_no_count(tmp_path: Path) -> None:
    shared, person_id = Board(tmp_path / "a.board"), UUID(int=7)

    def change() -> None:
        for _ in range(2000):
            shared.begin(person_id)
            shared.done(person_id)

    threads = [Thread(target=change) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert shared.generation(person_id) == 8000
