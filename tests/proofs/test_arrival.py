"""A personal column that nobody reached is short; so is one that is listed as out of reach and was reached, or is not there any more."""

import pytest

from proofs import leaks
from proofs.arrival import ROW, Arrival

EMAIL, LISTED, A_ROW = ("orders_contact", "email"), ("a_library", "notes"), ("privacy_signal", ROW)


@pytest.fixture
def arrival(monkeypatch):
    monkeypatch.setattr(leaks, "UNFILLED", {LISTED: "nobody writes there"})
    monkeypatch.setattr(leaks.shutil, "which", lambda name: name)
    awaited = {
        "orders_contact": {"columns": [{"column": "id", "category": None}, {"column": "email", "category": "3.1.a"}]},
        "a_library": {"columns": [{"column": "notes", "category": "3.1.h"}]},
        "privacy_signal": {"columns": [{"column": "at", "category": None}]},
    }
    return Arrival(ground=None, awaited=awaited, strangers=frozenset(), reached={EMAIL: "buying", A_ROW: "beginning"})


def test_what_was_reached_and_what_is_listed_is_all_there_is(arrival):
    assert arrival.cells == {EMAIL, LISTED, A_ROW}
    assert leaks.unlike_listed(arrival) == []


def test_a_column_that_nobody_reached_is_short(arrival):
    del arrival.reached[EMAIL]
    assert leaks.unlike_listed(arrival) == ["nobody arrived in orders_contact.email"]


def test_an_exception_that_is_reached_is_short(arrival):
    arrival.reached[LISTED] = "working"
    assert leaks.unlike_listed(arrival) == ["a_library.notes is listed as out of reach: working"]


def test_an_exception_for_a_column_that_is_gone_is_short(arrival):
    del arrival.awaited["a_library"]
    assert leaks.unlike_listed(arrival) == ["a_library.notes is listed as out of reach: there is no such column"]


def test_where_no_machine_reads_nothing_that_it_reads_is_awaited(arrival, monkeypatch):
    monkeypatch.setattr(leaks.shutil, "which", lambda name: None)
    arrival.awaited["privacy_office_sealedfile"] = {"columns": [{"column": "read", "category": "3.1.h"}]}
    assert leaks.unlike_listed(arrival) == []
