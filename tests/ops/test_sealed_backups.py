"""Sealed backups: nothing to read in them without their key, nothing to change in them unseen, nothing left when the key is destroyed."""

import gzip
import json
import shutil
import subprocess
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from boxmalls.privacy.vault.backup_keys import backup_keys
from boxmalls.privacy.vault.escrow import bring_back as bring_back_keys
from boxmalls.privacy.vault.escrow import make_recovery
from ops.backups import keyring, restoring
from ops.backups.folders import Backup, backups, days_of
from ops.backups.keyring import drop_keys, key_for
from ops.backups.manifest import MANIFEST, Manifest, sha256_of
from ops.backups.restoring import bring_back
from ops.backups.sealing import box_of
from ops.backups.taking import back_up, keep_copy_of_keys, server_of
from ops.backups.wal import coming_folder, gather_wal, seal_what_came, wal_folder
from ops.trouble import Trouble
from tests.ops.test_backups import yard  # noqa: F401 -- a fixture

CANARY = "Zofia Kanarkowa-Sekretna"
SHAPES = [CANARY.encode(), CANARY.lower().encode(), CANARY.encode("utf-16-le"), CANARY.encode().hex().encode()]


def quiet(_words):
    pass


@contextmanager
def copied(made):
    """A copy of a backup to do harm to, beside it; gone afterwards."""
    path = made.path.with_name(f"{made.name}-harmed")
    shutil.copytree(made.path, path)
    try:
        yield path
    finally:
        shutil.rmtree(path)


@pytest.fixture(scope="module")
def made(yard):  # noqa: F811
    """One backup of each kind and way, sealed, and one of the shop that is not, with a canary in each."""
    (yard.env.home / "media" / "letter.txt").write_text(CANARY)
    with yard.open():
        found = {}
        for kind in ("shop", "safe"):
            yard.say(CANARY, kind)
            yard.sql(kind, "CHECKPOINT")
            for way in ("logical", "base"):
                found[kind, way] = back_up(yard.env, kind, way=way, show=quiet)
                found[kind, way, "unsealed"] = back_up(yard.env, kind, way=way, show=quiet, sealed=False)
            yard.sql(kind, f"DELETE FROM words WHERE word = '{CANARY}'")
    return found


def test_each_is_sealed_unless_somebody_says_otherwise(made):
    for kind, way, *unsealed in made:
        manifest = made[kind, way, *unsealed].manifest
        assert bool(manifest.sealed) is not bool(unsealed)
        assert manifest.sealed is None or manifest.sealed["key"].startswith("file:")
    shop, safe = (made[kind, "logical"].manifest.sealed["key"] for kind in ("shop", "safe"))
    assert shop != safe, "each kind has keys of its own"


def bytes_of(env, backup):
    """All that whoever holds the files can read out of them, PostgreSQL's and gzip's own formats undone."""
    said = [path.read_bytes() for path in sorted(backup.path.rglob("*")) if path.is_file()]
    server = server_of(env, backup.manifest.kind)
    for path in backup.path.rglob("database.dump"):
        told = subprocess.run(server.command("pg_restore", "--file=-", path), capture_output=True, check=False)
        said.append(told.stdout)
    for path in backup.path.rglob("*.gz"):
        try:
            said.append(gzip.decompress(path.read_bytes()))
        except gzip.BadGzipFile:
            continue
    return b"".join(said)


@pytest.mark.parametrize("way", ["logical", "base"])
@pytest.mark.parametrize("kind", ["shop", "safe"])
def test_nothing_can_be_read_in_it(yard, made, kind, way):  # noqa: F811
    with yard.open():
        sealed, plain = bytes_of(yard.env, made[kind, way]), bytes_of(yard.env, made[kind, way, "unsealed"])
    assert not [shape for shape in SHAPES if shape in sealed]
    assert CANARY.encode() in plain, "the positive control: unsealed it can be read"


def harm(path, place):
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.unlink()
    path.write_bytes(content)


def refused(env, kind, path, words, **more):
    with pytest.raises(Trouble, match=words):
        bring_back(env, kind, Backup(path, Manifest.read(path)), until=None, show=quiet, **more)


@pytest.mark.parametrize(("way", "name"), [("logical", "database.dump"), ("base", "base.tar.gz"), ("logical", "media/letter.txt")])
@pytest.mark.parametrize("place", [0, 20, 39, 60, -1])
def test_a_changed_byte_is_refused_wherever_it_lies(yard, made, way, name, place):  # noqa: F811
    with copied(made["shop", way]) as path:
        harm(path / name, place)
        refused(yard.env, "shop", path, "not as it was made")


def told_anew(path, **changed):
    """The manifest says what is there now, as whoever changed it would write it."""
    told = json.loads((path / MANIFEST).read_text())
    for name in told["files"]:
        told["files"][name] |= {"bytes": (path / name).stat().st_size, "sha256": sha256_of(path / name)}
    (path / MANIFEST).write_text(json.dumps(told | changed))


def test_a_manifest_that_was_written_anew_is_refused(yard, made):  # noqa: F811
    shop, safe = made["shop", "logical"], made["safe", "logical"]
    with copied(shop) as path:
        harm(path / "database.dump", 60)
        told_anew(path)
        refused(yard.env, "shop", path, "manifest was changed")
    with copied(shop) as path:
        told_anew(path, started_at=datetime.now(UTC).isoformat())
        refused(yard.env, "shop", path, "manifest was changed")
    with copied(shop) as path:
        shutil.copyfile(made["shop", "logical", "unsealed"].path / "database.dump", path / "database.dump")
        told_anew(path, sealed=None, mac="")
        refused(yard.env, "shop", path, "not sealed")
    with copied(shop) as path:
        told_anew(path, sealed=safe.manifest.sealed)
        refused(yard.env, "shop", path, "is not here", unsealed=True)
    with copied(shop) as path:
        (path / "database.dump").unlink()
        told = json.loads((path / MANIFEST).read_text())
        del told["files"]["database.dump"]
        (path / MANIFEST).write_text(json.dumps(told))
        refused(yard.env, "shop", path, "manifest was changed")


def test_what_changes_between_the_check_and_the_reading_is_refused_and_nothing_is_half_restored(yard, made, monkeypatch):  # noqa: F811
    """Each file stands for itself, too: as if the manifest had not been looked at."""
    monkeypatch.setattr(restoring, "problems_of", lambda *_: ())
    with yard.open():
        yard.say("stays")
    for way, name in (("logical", "database.dump"), ("base", "base.tar.gz")):
        whole = (made["shop", way].path / name).read_bytes()
        for harmed in (whole[: len(whole) // 2], whole + b"\0") if way == "logical" else (whole[:-1],):
            with copied(made["shop", way]) as path:
                (path / name).unlink()
                (path / name).write_bytes(harmed)
                refused(yard.env, "shop", path, "not as it was made")
    with yard.open():
        assert yard.words() == ["before", "stays"]
        assert yard.sql("shop", "SELECT datname FROM pg_database WHERE datname LIKE 'boxmalls\\_%\\_replaced'") == []
    bring_back(yard.env, "shop", made["shop", "logical"], until=None, show=quiet)
    with yard.open():
        assert set(yard.words()) == {"before", CANARY}, "the positive control: unharmed it goes in"
        yard.sql("shop", "DELETE FROM words WHERE word <> 'before'")


def test_the_safe_comes_back_from_both_ways(yard, made):  # noqa: F811
    for way in ("logical", "base"):
        bring_back(yard.env, "safe", made["safe", way], until=None, show=quiet)
        with yard.open():
            assert CANARY in yard.words("safe")
            yard.sql("safe", f"DELETE FROM words WHERE word = '{CANARY}'")


def test_one_that_is_not_sealed_comes_back_only_when_somebody_says_so(yard, made):  # noqa: F811
    refused(yard.env, "safe", made["safe", "logical", "unsealed"].path, "--unsealed")
    bring_back(yard.env, "safe", made["safe", "logical", "unsealed"], until=None, show=quiet, unsealed=True)
    with yard.open():
        assert CANARY in yard.words("safe")
        yard.sql("safe", f"DELETE FROM words WHERE word = '{CANARY}'")


def test_media_that_do_not_change_are_shared_across_keys_and_open_when_the_old_key_is_gone(yard):  # noqa: F811
    at = datetime.now(UTC)
    with yard.open():
        first = back_up(yard.env, "shop", way="logical", show=quiet)
        key_for(yard.env, "shop", at, another=True)
        second = back_up(yard.env, "shop", way="logical", show=quiet)
    keys = [backup.manifest.sealed["key"] for backup in (first, second)]
    assert keys[0] != keys[1]
    assert (first.path / "media/one.webp").stat().st_ino == (second.path / "media/one.webp").stat().st_ino
    elsewhere = yard.env.home / "elsewhere"
    shutil.copytree(first.path, elsewhere)
    for backup in backups(yard.env, "shop"):
        if backup.manifest.sealed and backup.manifest.sealed["key"] == keys[0]:
            shutil.rmtree(backup.path)
    later = at + timedelta(days=days_of(yard.env, "shop"), minutes=5)
    assert drop_keys(yard.env, "shop", at=at) == [], "its days have not passed: a copy elsewhere is to be read"
    assert box_of(yard.env, Manifest.read(elsewhere))
    assert drop_keys(yard.env, "shop", at=later) == [keys[0]]
    refused(yard.env, "shop", elsewhere, "destroyed when its days had passed")
    with box_of(yard.env, second.manifest).open("media/one.webp", second.path / "media/one.webp") as file:
        assert file.read() == b"one"
    bring_back(yard.env, "shop", second, until=None, show=quiet)


def test_another_key_seals_each_week(tmp_path, yard):  # noqa: F811
    env = replace(yard.env, home=tmp_path, kek_file=tmp_path / "kek", backup_folder=tmp_path / "shop", safe_backup_folder=tmp_path / "safe")
    at = datetime.now(UTC)
    keys = [key_for(env, "safe", at + timedelta(days=day)).id for day in (0, 6.9, 7, 13.9, 14)]
    assert [len(set(keys[:count])) for count in (2, 4, 5)] == [1, 2, 3]
    assert set(keys) == set(backup_keys(env, "safe").ids())


def test_a_key_of_unknown_use_is_kept(tmp_path, yard):  # noqa: F811
    env = replace(yard.env, home=tmp_path, kek_file=tmp_path / "kek", backup_folder=tmp_path / "shop", safe_backup_folder=tmp_path / "safe")
    at = datetime.now(UTC)
    old = key_for(env, "shop", at)
    key_for(env, "shop", at, another=True)
    (env.backup_folder / keyring.USES).unlink()
    assert drop_keys(env, "shop", at=at + timedelta(days=90)) == []
    assert drop_keys(env, "shop", at=at + timedelta(days=90 + days_of(env, "shop"))) == [old.id]


def test_the_paper_brings_back_the_keys_of_backups_too(yard, tmp_path):  # noqa: F811
    """Whoever has lost the machine has a backup, and the shares."""
    shares = make_recovery(yard.env.kek_file, shares=3, needed=2)
    with yard.open():
        for kind in ("shop", "safe"):
            yard.say(CANARY, kind)
            back_up(yard.env, kind, way="logical", show=quiet)
            yard.sql(kind, f"DELETE FROM words WHERE word = '{CANARY}'")
    for kind, copy in (("shop", "keys.copy"), ("safe", "kek.copy")):
        made = backups(yard.env, kind)[-1]
        elsewhere = replace(yard.env, kek_file=tmp_path / kind / "kek")
        with pytest.raises(Trouble, match="is not here"):
            box_of(elsewhere, made.manifest)
        assert not list(made.path.glob("*.copy")), "in no backup, so that one that was kept ends with its key"
        bring_back_keys(made.path.parent / copy, shares[1:], to=elsewhere.kek_file)
        assert box_of(elsewhere, made.manifest)
        assert elsewhere.kek_file.exists() is (kind == "safe"), "the shop's copy opens the shop's backups, and nobody's data"


def test_an_old_backup_and_the_shares_open_nothing_once_its_key_is_destroyed(tmp_path, yard):  # noqa: F811
    """The copy beside the backups is the newest alone. The positive control: one that was kept from that day opens it."""
    env = replace(yard.env, home=tmp_path, kek_file=tmp_path / "kek", backup_folder=tmp_path / "shop", safe_backup_folder=tmp_path / "safe")
    env.kek_file.write_text("ab" * 32)
    shares = make_recovery(env.kek_file, shares=3, needed=2)
    at = datetime.now(UTC)
    old = key_for(env, "safe", at).id
    keep_copy_of_keys(env, "safe")
    kept = tmp_path / "kept.copy"
    kept.write_text((env.safe_backup_folder / "kek.copy").read_text())
    key_for(env, "safe", at, another=True)
    assert drop_keys(env, "safe", at=at + timedelta(days=days_of(env, "safe"))) == [old]
    keep_copy_of_keys(env, "safe")
    opened = {}
    for name, copy in {"newest": env.safe_backup_folder / "kek.copy", "kept": kept}.items():
        elsewhere = replace(env, kek_file=tmp_path / name / "kek")
        bring_back_keys(copy, shares[1:], to=elsewhere.kek_file)
        opened[name] = old in backup_keys(elsewhere, "safe").ids()
    assert opened == {"newest": False, "kept": True}


def test_the_log_is_sealed_as_it_comes_and_a_changed_piece_of_it_is_refused(yard, tmp_path):  # noqa: F811
    """Made here of bytes: that it comes from a server is tried where a base backup is brought to a moment."""
    env = replace(yard.env, home=tmp_path, kek_file=tmp_path / "kek", backup_folder=tmp_path / "b", safe_backup_folder=tmp_path / "s")
    coming = coming_folder(env, "safe")
    at = datetime.now(UTC)
    (coming / "000000010000000000000001").write_bytes(CANARY.encode() * 99)
    (coming / "000000010000000000000002.partial").write_bytes(CANARY.encode())
    assert seal_what_came(env, "safe", at=at) == 2
    assert [path.name for path in coming.iterdir()] == ["000000010000000000000002.partial"], "what is whole is sealed and gone"
    assert seal_what_came(env, "safe", at=at) == 0, "nothing has come since"
    kept = sorted(wal_folder(env, "safe").iterdir())
    assert not [path for path in kept if CANARY.encode() in path.read_bytes()]
    gather_wal(env, "safe", tmp_path / "out", sealed=True)
    assert (tmp_path / "out" / "000000010000000000000002").read_bytes() == CANARY.encode(), "the positive control"
    (coming / "000000010000000000000002.partial").rename(coming / "000000010000000000000002")
    seal_what_came(env, "safe", at=at)
    kept = sorted(wal_folder(env, "safe").iterdir())
    assert [path.name for path in kept] == ["000000010000000000000001.sealed", "000000010000000000000002.sealed"]
    whole = kept[0].read_bytes()
    for harmed in (whole[:-1], whole[:60], whole[:-1] + b"\0", b"{}\n" + whole, kept[1].read_bytes(), CANARY.encode()):
        kept[0].write_bytes(harmed)
        shutil.rmtree(tmp_path / "out")
        with pytest.raises(Trouble, match="not as it was made"):
            gather_wal(env, "safe", tmp_path / "out", sealed=True)


def test_a_backup_of_the_time_before_sealing_can_be_read(yard, made):  # noqa: F811
    with copied(made["safe", "logical", "unsealed"]) as path:
        told = json.loads((path / MANIFEST).read_text())
        told["files"] = {name: {key: file[key] for key in ("bytes", "sha256")} for name, file in told["files"].items()}
        (path / MANIFEST).write_text(json.dumps({key: value for key, value in told.items() if key not in ("sealed", "mac")} | {"format": 1}))
        bring_back(yard.env, "safe", Backup(path, Manifest.read(path)), until=None, show=quiet, unsealed=True)
