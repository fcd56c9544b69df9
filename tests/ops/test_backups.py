"""Backups of a cluster: taken while it runs, told apart, checked, brought back to any moment; ended when their days have passed."""

import json
import os
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from boxmalls.privacy.vault.wrapping import key_store
from config.env import PROJECT, read
from config.env.reading import names
from ops.backups import taking
from ops.backups.folders import backups, clear_unfinished, draft_for, find, finish, folder_of, prune
from ops.backups.manifest import Manifest
from ops.backups.restoring import bring_back
from ops.backups.taking import Busy, back_up, only_backup
from ops.backups.wal import wal_folder
from ops.clusters.pair import prepare_pair, running
from ops.supervisor.parts import make_parts
from ops.trouble import Trouble
from tests.ops.conftest import folder, wait_until

LEAST = """
INSERT INTO register.declared VALUES ('django_migrations', 'id', 'plain'), ('privacy_erasuremark', 'person_id', 'plain'),
    ('vault_personkey', 'kek', 'plain'), ('rights_erasure', 'person_id', 'plain'), ('words', 'word', 'plain') ON CONFLICT DO NOTHING;
CREATE TABLE IF NOT EXISTS django_migrations (id int); INSERT INTO django_migrations VALUES (1);
CREATE TABLE IF NOT EXISTS privacy_erasuremark (person_id uuid);
CREATE TABLE IF NOT EXISTS vault_personkey (kek text); INSERT INTO vault_personkey VALUES ('file:one');
CREATE TABLE IF NOT EXISTS rights_erasure (person_id uuid);
CREATE TABLE IF NOT EXISTS words (word text);
"""


def quiet(_words):
    pass


class Yard:
    """A shop's folder with two true clusters, and a table of words in each."""

    def __init__(self, home):
        self.env = read({"BOXMALLS_HOME": str(home)})

    @contextmanager
    def open(self):
        with running(prepare_pair(self.env)):
            yield self

    def sql(self, kind, statement):
        with taking.server_of(self.env, kind).connect() as wire:
            found = wire.execute(statement)
            return [row[0] for row in found.fetchall()] if found.description else []

    def words(self, kind="shop"):
        return self.sql(kind, "SELECT word FROM words ORDER BY word")

    def say(self, word, kind="shop"):
        self.sql(kind, f"INSERT INTO words VALUES ('{word}')")


def environment_of(yard):
    return {name: value for name, value in os.environ.items() if name not in names()} | {"BOXMALLS_HOME": str(yard.env.home)}


@pytest.fixture(scope="module")
def yard(made_home):
    with folder() as home:
        subprocess.run(["cp", "-a", f"{made_home}/.", home], check=True)
        made = Yard(home)
        with made.open():
            for kind in ("shop", "safe"):
                made.sql(kind, LEAST.replace("file:one", key_store().newest().id))
                made.say("before", kind)
        (home / "media").mkdir()
        (home / "media" / "one.webp").write_bytes(b"one")
        yield made


def test_what_was_dumped_comes_back_and_what_came_later_is_gone(yard):
    media = yard.env.home / "media"
    with yard.open():
        made = back_up(yard.env, "shop", way="logical", show=quiet)
        yard.say("after")
    (media / "two.webp").write_bytes(b"two")
    bring_back(yard.env, "shop", made, until=None, show=quiet)
    with yard.open():
        assert yard.words() == ["before"]
        assert yard.sql("shop", "SELECT datname FROM pg_database WHERE datname LIKE 'boxmalls\\_%'") == []
    assert [path.name for path in media.iterdir()] == ["one.webp"]


def test_media_that_do_not_change_are_kept_once(yard):
    with yard.open():
        first, second = (back_up(yard.env, "shop", way="logical", show=quiet) for _ in range(2))
    assert (first.path / "media" / "one.webp").stat().st_ino == (second.path / "media" / "one.webp").stat().st_ino
    assert list(second.manifest.problems(second.path)) == []


def test_a_base_backup_is_brought_to_a_moment(yard):
    """With the log that is kept while the shop runs, its last seconds too."""
    with yard.open():
        made = back_up(yard.env, "shop", way="base", show=quiet)
        keeper = subprocess.Popen(
            [sys.executable, "-m", "ops.backups.keeping", "shop"], cwd=PROJECT, env=environment_of(yard), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        try:
            yard.say("x kept")
            time.sleep(0.05)
            moment = datetime.now(UTC)
            time.sleep(0.05)
            yard.say("y too late")
            written = yard.sql("shop", "SELECT pg_current_wal_insert_lsn()")[0]
            kept = f"SELECT coalesce(bool_and(flush_lsn >= '{written}'), false) FROM pg_stat_replication"
            wait_until(lambda: yard.sql("shop", kept) == [True])
        finally:
            keeper.terminate()
            keeper.wait()
            keeper.stderr.close()
    kept = list(wal_folder(yard.env, "shop").iterdir())
    assert kept
    assert all(path.suffix == ".sealed" for path in kept)
    bring_back(yard.env, "shop", made, until=moment, show=quiet)
    with yard.open():
        assert yard.words() == ["before", "x kept"]
    if os.environ.get("BOXMALLS_PROOF_SIZE") == "full":
        bring_back(yard.env, "shop", made, until=None, show=quiet)
        with yard.open():
            assert "y too late" in yard.words(), "the positive control: without a moment, all that is known"
    with yard.open():
        yard.sql("shop", "DELETE FROM words WHERE word <> 'before'")
        yard.sql("shop", "SELECT pg_drop_replication_slot('boxmalls_shop') FROM pg_replication_slots")


def test_a_shop_that_is_to_keep_its_log_has_somebody_who_does(yard):
    with yard.open():
        usual, parts = (make_parts(replace(yard.env, backup_wal=kept), show=quiet) for kept in (False, True))
        yard.sql("shop", "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots")
        yard.sql("safe", "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots")
    for part in (*usual, *parts):
        part.log.close()
    keepers = parts[len(usual) :]
    assert [part.name for part in keepers] == ["shop-log-keeper", "safe-log-keeper"]
    assert not any(yard.env.databases_as("admin")[alias]["PASSWORD"] in " ".join(part.command) for part in keepers for alias in ("default", "safe"))


def test_one_byte_that_changed_is_found_and_nothing_is_restored(yard):
    with yard.open():
        made = back_up(yard.env, "safe", way="logical", show=quiet)
        yard.say("stays", "safe")
    dump = made.path / "database.dump"
    content = bytearray(dump.read_bytes())
    content[len(content) // 2] ^= 1
    dump.write_bytes(content)
    assert list(made.manifest.problems(made.path)) == ["database.dump was changed: its hash is another"]
    with pytest.raises(Trouble, match="not as it was made"):
        bring_back(yard.env, "safe", made, until=None, show=quiet)
    with yard.open():
        assert yard.words("safe") == ["before", "stays"]
        yard.sql("safe", "DELETE FROM words WHERE word <> 'before'")


def test_a_dump_that_does_not_go_in_changes_nothing(yard):
    with yard.open():
        made = back_up(yard.env, "safe", way="logical", show=quiet)
        yard.sql("safe", "DELETE FROM django_migrations")
        empty = back_up(yard.env, "safe", way="logical", show=quiet)
        yard.sql("safe", "INSERT INTO django_migrations VALUES (1)")
    with pytest.raises(Trouble, match="no migration has ever run"):
        bring_back(yard.env, "safe", empty, until=None, show=quiet)
    with yard.open():
        assert yard.words("safe") == ["before"]
    bring_back(yard.env, "safe", made, until=None, show=quiet)


def test_what_was_broken_off_is_no_backup_and_is_cleared(yard, monkeypatch):
    def breaks(*_):
        raise KeyboardInterrupt

    before = [backup.name for backup in backups(yard.env, "shop")]
    monkeypatch.setattr(taking, "dump", breaks)
    with yard.open(), pytest.raises(KeyboardInterrupt):
        back_up(yard.env, "shop", way="logical", show=quiet)
    assert [backup.name for backup in backups(yard.env, "shop")] == before
    assert clear_unfinished(yard.env, "shop") == 1


def test_two_at_a_time_are_one_and_the_other_tries_again(yard):
    with only_backup(yard.env, "shop"), yard.open(), pytest.raises(Busy):
        back_up(yard.env, "shop", way="logical", show=quiet)


def test_a_copy_of_the_safe_whose_key_was_destroyed_is_refused(yard):
    with yard.open():
        made = back_up(yard.env, "safe", way="logical", show=quiet)
        assert made.manifest.keks == [key_store().newest().id]
        yard.sql("safe", "UPDATE vault_personkey SET kek = 'file:destroyed'")
        gone = back_up(yard.env, "safe", way="logical", show=quiet)
        yard.sql("safe", f"UPDATE vault_personkey SET kek = '{key_store().newest().id}'")
    with pytest.raises(Trouble, match="would open nothing"):
        bring_back(yard.env, "safe", gone, until=None, show=quiet)


def made_days_ago(env, kind, days):
    at = datetime.now(UTC) - timedelta(days=days)
    draft = draft_for(env, kind, "logical", at)
    Manifest(kind=kind, way="logical", started_at=at, finished_at=at, product="1", schema="x", postgresql="18").write(draft)
    return finish(draft)


def test_the_safes_backups_end_with_the_promise_the_last_one_too(tmp_path):
    env = read({"BOXMALLS_HOME": str(tmp_path)})
    old, young = (made_days_ago(env, "safe", days) for days in (30.01, 29.9))
    assert prune(env, "safe", at=datetime.now(UTC)) == [old.name]
    assert [backup.name for backup in backups(env, "safe")] == [young.name]
    assert prune(env, "safe", at=datetime.now(UTC) + timedelta(days=1)) == [young.name]
    kept = made_days_ago(env, "shop", 300)
    assert prune(env, "shop", at=datetime.now(UTC)) == []
    assert find(env, "shop", "latest").path == kept


@pytest.mark.parametrize(("shop", "safe"), [("b", "b"), ("b", "b/safe"), ("b/shop", "b")])
def test_folders_that_would_mix_are_refused(tmp_path, shop, safe):
    env = read({"BOXMALLS_HOME": str(tmp_path), "BACKUP_FOLDER": str(tmp_path / shop), "SAFE_BACKUP_FOLDER": str(tmp_path / safe)})
    with pytest.raises(Trouble, match="a folder of its own"):
        folder_of(env, "safe"), folder_of(env, "shop")


def test_a_folder_of_the_other_kind_is_refused(tmp_path):
    env = read({"BOXMALLS_HOME": str(tmp_path)})
    moved = made_days_ago(env, "safe", 1)
    with pytest.raises(Trouble, match="Never mix"):
        folder_of(replace(env, backup_folder=env.safe_backup_folder, safe_backup_folder=env.backup_folder), "shop")
    folder_of(env, "shop")
    moved.rename(env.backup_folder / moved.name)
    with pytest.raises(Trouble, match="Move it where it belongs"):
        backups(env, "shop")


def test_a_shop_that_runs_is_not_restored(yard):
    from ops.supervisor.lock import only_one

    made_days_ago(yard.env, "shop", 1)
    found = backups(yard.env, "shop")[0]
    with only_one(yard.env.home), pytest.raises(Trouble, match="Stop it first"):
        bring_back(yard.env, "shop", found, until=None, show=quiet)


def test_the_command_tells_and_its_exit_codes_mean_something(yard):
    def ask(*words):
        return subprocess.run([sys.executable, "-m", "ops", *words], cwd=PROJECT, env=environment_of(yard), capture_output=True, text=True, check=False)

    made_days_ago(yard.env, "shop", 1)
    broken = made_days_ago(yard.env, "safe", 1)
    manifest = json.loads((broken / "manifest.json").read_text())
    (broken / "manifest.json").write_text(json.dumps(manifest | {"files": {"database.dump": {"bytes": 1, "sha256": "0" * 64}}}))
    told = json.loads(ask("backup", "--list", "--json").stdout)
    assert {"shop", "safe"} == {each["kind"] for each in told}
    assert ask("backup", "safe", "--verify").returncode == 1, "a file is missing"
    assert ask("backup", "shop", "--verify", told[0]["name"]).returncode == 0
    refused = ask("restore", "shop")
    assert (refused.returncode, "--yes" in refused.stderr) == (1, True)
    with only_backup(yard.env, "safe"):
        assert ask("backup", "safe", "--prune").returncode == 75
