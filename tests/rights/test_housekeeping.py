"""The receipt promises a day for each place, and says the moment once it is true; never before."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from boxmalls.accounts.testing import make_account
from boxmalls.privacy.journal import note
from boxmalls.privacy.rights.erasing import erase_person, receipt_by_token, remove_stragglers
from boxmalls.privacy.rights.housekeeping import clear_what_is_due, working
from boxmalls.privacy.rights.housekeeping.clearing import Cleared, NotYet
from boxmalls.privacy.testing import AT

pytestmark = pytest.mark.django_db(databases=["default", "safe"])

HOUR = timedelta(hours=1)


@pytest.fixture
def asked(monkeypatch):
    """Housekeeping that only says what it was asked to clear."""
    heard = []
    monkeypatch.setattr(working, "connections", dict.fromkeys(("default", "safe"), SimpleNamespace(in_atomic_block=False)))
    monkeypatch.setattr(working, "clear_database", lambda cluster, tables, **_more: heard.append((cluster, set(tables))) or Cleared())
    return heard


def erased(token="secret"):
    person = make_account(password=None, at=AT)
    erase_person(person=person, site_code="eu", at=AT, receipt_token=token)
    return person


def gone(at):
    return {line.code: line.gone_at for line in receipt_by_token("secret", at=at).stores}


def test_a_day_is_promised_and_then_the_moment_is_said(asked):
    erased()
    promised = {line.code: line.gone_by for line in receipt_by_token("secret", at=AT).stores}
    assert promised["sign-in"] == AT + timedelta(days=1)
    assert {code for code, moment in gone(AT).items() if moment is None} == {"sign-in", "keys", "tables", "wal", "queue", "logs", "backups"}
    assert clear_what_is_due(at=AT + HOUR) == 1
    assert {gone(AT + HOUR)[code] for code in ("sign-in", "keys", "tables", "wal")} == {AT + HOUR}
    assert ("safe", {"signin_user", "account_emailaddress"}) in [(cluster, tables & {"signin_user", "account_emailaddress"}) for cluster, tables in asked]
    assert None not in gone(AT + timedelta(days=50)).values()


def test_several_erasures_are_cleared_at_once_and_none_twice(asked):
    erased()
    erased("another")
    assert clear_what_is_due(at=AT + HOUR) == 2
    assert len(asked) == 2, "once for each database"
    assert clear_what_is_due(at=AT + 2 * HOUR) == 0
    assert len(asked) == 2


def test_what_is_in_the_way_is_waited_for_and_nothing_is_said_too_early(asked, monkeypatch):
    erased()

    def busy(cluster, tables, **_more):
        raise NotYet("in use")

    monkeypatch.setattr(working, "clear_database", busy)
    assert clear_what_is_due(at=AT + HOUR) == 0
    assert gone(AT + HOUR)["tables"] is None


def test_what_came_late_is_cleared_anew(asked):
    person = erased()
    clear_what_is_due(at=AT + HOUR)
    note(verb="read", subject=person.pk, actor=None, actor_role="system", what="x", at=AT + HOUR)
    remove_stragglers(at=AT + 2 * HOUR)
    assert gone(AT + 2 * HOUR)["tables"] is None
    assert clear_what_is_due(at=AT + 3 * HOUR) == 1
    assert gone(AT + 3 * HOUR)["tables"] == AT + 3 * HOUR
