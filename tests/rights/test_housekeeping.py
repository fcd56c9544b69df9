"""The receipt promises a day for each place, and says the moment once it is true; never before."""

import json
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest

from boxmalls.accounts.testing import make_account
from boxmalls.privacy.journal import note
from boxmalls.privacy.management.commands.verify_receipt import verified
from boxmalls.privacy.receipts import public_keys
from boxmalls.privacy.rights.erasing import erase_person, receipt_by_token, remove_stragglers
from boxmalls.privacy.rights.housekeeping import clear_what_is_due, keep_house, working
from boxmalls.privacy.rights.housekeeping.changes import State, tables_with_plain_cells
from boxmalls.privacy.rights.housekeeping.clearing import Cleared
from boxmalls.privacy.testing import AT
from boxmalls.sites.testing import make_sites

pytestmark = pytest.mark.django_db(databases=["default", "safe"])

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def asked(monkeypatch):
    """Housekeeping that only says what it was asked to clear."""
    heard = []
    monkeypatch.setattr(working, "connections", dict.fromkeys(("default", "safe"), SimpleNamespace(in_atomic_block=False)))
    monkeypatch.setattr(working, "clear_database", lambda cluster, known, **_more: heard.append((cluster, set(known))) or cleared(known))
    return heard


def cleared(known):
    return Cleared(anew=dict.fromkeys(known, "as it was"), log_from="000000010000000000000007")


@pytest.fixture
def folders(tmp_path, settings):
    """Backups, logs and what is told of keys, in folders of this test."""
    settings.BACKUP_FOLDER, settings.SAFE_BACKUP_FOLDER, settings.LOG_FOLDER = tmp_path / "shop", tmp_path / "safe", tmp_path / "log"
    for kind in ("shop", "safe"):
        (tmp_path / kind / "wal").mkdir(parents=True)
        (tmp_path / kind / "BACKUPS-OF").write_text(f"{kind}\n")
        note_key(tmp_path / kind, AT)
    (tmp_path / "log").mkdir()
    begin_log(tmp_path, AT)
    return tmp_path


def note_key(folder, since):
    (folder / "keys.json").write_text(json.dumps({"file:1": {"first_at": since.isoformat(), "last_at": since.isoformat()}}))


def begin_log(folder, since):
    (folder / "log" / "web.log").write_text(json.dumps({"at": since.isoformat(), "event": "started"}) + "\n")


def backup(folder, kind, at):
    made = folder / kind / f"{at:%Y%m%dT%H%M%SZ}-{kind}-logical"
    made.mkdir()
    (made / "manifest.json").write_text(json.dumps({"started_at": at.isoformat()}))
    return made


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
    waiting = {"sign-in", "keys", "tables", "wal", "temporary", "queue", "logs", "backups", "copies"}
    assert {code for code, moment in gone(AT).items() if moment is None} == waiting
    assert clear_what_is_due(at=AT) == 0, "what was removed this very moment is not counted yet"
    assert clear_what_is_due(at=AT + HOUR) == 1
    assert {gone(AT + HOUR)[code] for code in ("sign-in", "keys", "tables", "wal", "temporary")} == {AT + HOUR}
    assert ("safe", {"signin_user", "account_emailaddress"}) in [(cluster, tables & {"signin_user", "account_emailaddress"}) for cluster, tables in asked]


def test_what_nobody_looked_at_is_promised_for_ever_and_never_said(asked):
    """The clock alone makes nothing true: a year later the promise is late, and the receipt says so."""
    erased()
    clear_what_is_due(at=AT + HOUR)
    lines = {line.code: line for line in receipt_by_token("secret", at=AT + 365 * DAY).stores}
    assert {code for code, line in lines.items() if line.gone_is_late} == {"queue", "logs", "backups"}
    assert lines["copies"].unreadable_is_late
    assert lines["backups"].unreadable_at is None, "a backup can be opened until it is gone"


def test_what_the_worker_has_seen_to_be_gone_is_said(asked, folders):
    erased()
    old = [backup(folders, kind, AT - HOUR) for kind in ("shop", "safe")]
    log = folders / "safe" / "wal" / "000000010000000000000006.sealed"
    log.touch()
    clear_what_is_due(at=AT + HOUR)
    steps = {
        "queue": lambda: None,
        "logs": lambda: begin_log(folders, AT + DAY),
        "backups": lambda: [log.rename(log.with_name("000000020000000000000007.sealed")), *[made.rename(made.with_name("x")) for made in old]],
        "copies": lambda: [note_key(folders / kind, AT + DAY) for kind in ("shop", "safe")],
    }
    seen = set()
    for number, (code, step) in enumerate(steps.items(), start=1):
        step()
        seen.add(code)
        look = AT + number * DAY + HOUR
        keep_house(at=look)
        told = {line.code: line for line in receipt_by_token("secret", at=look).stores}
        known = {each for each in steps if told[each].unreadable_at and (told[each].gone_at or each == "copies")}
        assert known - {"queue", "logs"} == seen - {"queue", "logs"}
    assert told["backups"].gone_at == AT + 3 * DAY + HOUR
    assert (told["copies"].unreadable_at, told["copies"].gone_at) == (AT + 4 * DAY + HOUR, None)


@pytest.mark.parametrize("left", ["a backup", "a broken-off backup", "a log of changes", "no folder"])
def test_backups_are_gone_only_when_nothing_as_old_is_left(asked, folders, left):
    """Each by itself is enough: the positive control is the test before."""
    erased()
    clear_what_is_due(at=AT + HOUR)
    if left == "a backup":
        backup(folders, "shop", AT + HOUR / 2)
    elif left == "a broken-off backup":
        (folders / "safe" / f".unfinished-{AT:%Y%m%dT%H%M%SZ}-safe-base").mkdir()
    elif left == "a log of changes":
        (folders / "shop" / "wal" / "000000020000000000000006.partial.sealed").touch()
    else:
        (folders / "safe" / "BACKUPS-OF").unlink()
    keep_house(at=AT + 60 * DAY)
    assert gone(AT + 60 * DAY)["backups"] is None


def test_a_backup_that_was_never_sealed_leaves_copies_that_never_become_noise(asked, folders):
    erased()
    clear_what_is_due(at=AT + HOUR)
    for kind in ("shop", "safe"):
        note_key(folders / kind, AT + DAY)
    (folders / "shop" / "UNSEALED").write_text((AT + 2 * HOUR).isoformat())
    keep_house(at=AT + 60 * DAY)
    assert {line.code: line for line in receipt_by_token("secret", at=AT + 60 * DAY).stores}["copies"].unreadable_at is None


def test_the_longer_lived_backups_decide_the_day(settings):
    assert settings.BACKUP_DAYS == settings.SHOP_BACKUP_DAYS == 30
    erased()
    receipt = receipt_by_token("secret", at=AT)
    assert receipt.backups_gone_on == (AT + timedelta(days=32)).date()
    lines = {line.code: line for line in receipt.stores}
    assert lines["copies"].unreadable_by - lines["backups"].gone_by == timedelta(days=7), "a key seals for a week"


def test_every_run_looks_at_whatever_holds_plain_cells(asked):
    """Who signed out before they were erased left their device in the sessions' file."""
    erased()
    clear_what_is_due(at=AT + HOUR)
    looked = dict(asked)
    for cluster, some in {
        "safe": {"usersessions_usersession", "django_session"},
        "default": {"privacy_journalentry", "orders_orderline", "privacy_visit"},
    }.items():
        assert some <= looked[cluster]
        assert tables_with_plain_cells(cluster) <= looked[cluster]
    assert "accounts_profile" not in tables_with_plain_cells("default"), "what is sealed alone is noise"


def test_a_table_is_written_anew_only_if_it_has_changed():
    known = State("17 4 0 1.5 0", False)
    assert known.is_clean_since("17 4 0 1.5 0")
    for changed in (State("17 5 0 1.5 0", False), State("17 4 1 1.5 0", False), State("18 4 0 1.5 0", False), State("17 4 0 2.5 0", False)):
        assert not changed.is_clean_since("17 4 0 1.5 0")
    assert not State(known.text, True).is_clean_since(known.text), "what was rolled back lies there, too"
    assert not known.is_clean_since(""), "and so does what an erasure touched"


def test_what_is_said_later_is_signed_and_the_first_seal_stays(asked, folders, client):
    make_sites()
    erased()
    seal = receipt_by_token("secret", at=AT).seal
    first = verified(client.get("/your-data/receipts/secret/signed", headers={"host": "eu.localhost"}).content, public_keys())
    clear_what_is_due(at=AT + HOUR)
    then = verified(client.get("/your-data/receipts/secret/signed", headers={"host": "eu.localhost"}).content, public_keys())
    assert first["receipt_sha256"] == then["receipt_sha256"] == seal == receipt_by_token("secret", at=AT + HOUR).seal
    stores = [{each["store"]: each for each in said["stores"]} for said in (first, then)]
    assert stores[0]["tables"]["gone_since"] is None
    assert "gone_by" in stores[0]["tables"]
    assert datetime.fromisoformat(stores[1]["tables"]["gone_since"]) == AT + HOUR
    assert then["bytes_gone_from_databases"]
    assert not first["bytes_gone_from_databases"]
    assert then["gone_from_backups_by"]


def test_several_erasures_are_cleared_at_once_and_none_twice(asked):
    erased()
    erased("another")
    assert clear_what_is_due(at=AT + HOUR) == 2
    assert len(asked) == 2, "once for each database"
    assert clear_what_is_due(at=AT + 2 * HOUR) == 0
    assert len(asked) == 2


def test_what_is_in_the_way_is_waited_for_and_nothing_is_said_too_early(asked, monkeypatch):
    erased()

    monkeypatch.setattr(working, "clear_database", lambda cluster, known, **_more: Cleared(anew={"signin_user": "as it was"}, left=["in use"]))
    assert clear_what_is_due(at=AT + HOUR) == 0
    assert gone(AT + HOUR)["tables"] is None
    known = {}
    monkeypatch.setattr(working, "clear_database", lambda cluster, tables, **_more: known.update({cluster: tables}) or cleared(tables))
    assert clear_what_is_due(at=AT + 2 * HOUR) == 1
    assert known["safe"]["signin_user"] == "as it was", "what was done the first time is not done again, unless it has changed"


def test_what_came_late_is_cleared_anew(asked):
    person = erased()
    clear_what_is_due(at=AT + HOUR)
    note(verb="read", subject=person.pk, actor=None, actor_role="system", what="x", at=AT + HOUR)
    remove_stragglers(at=AT + 2 * HOUR)
    assert gone(AT + 2 * HOUR)["tables"] is None
    assert clear_what_is_due(at=AT + 3 * HOUR) == 1
    assert gone(AT + 3 * HOUR)["tables"] == AT + 3 * HOUR
