"""The copy of the key-encryption key: any three of five shares bring it back, two do not, and a roll leaves the paper valid."""

from itertools import combinations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boxmalls.privacy.vault.escrow import NotEnough, bring_back, copy_path, join, make_recovery, split
from boxmalls.privacy.vault.file_keys import FileKeyStore
from ops.cli import main


@given(st.binary(min_size=32, max_size=32), st.integers(1, 5), st.randoms())
def test_any_so_many_shares_are_enough(secret, needed, random):
    shares = split(secret, shares=5, needed=needed)
    chosen = random.sample(shares, needed)
    assert join(chosen) == secret


def test_fewer_say_nothing():
    """Two of three shares fit every secret: whatever the third is, it gives another."""
    secret = bytes(range(32))
    shares = split(secret, shares=5, needed=3)
    for two in combinations(shares, 2):
        with pytest.raises(NotEnough, match="not enough"):
            join(two)
    others = split(bytes(32), shares=5, needed=3)
    assert join([shares[0], shares[1], others[2]]) not in (secret, bytes(32))


def test_a_mistyped_share_is_told():
    shares = split(b"k" * 32, shares=3, needed=2)
    wrong = shares[0][:-1] + ("A" if shares[0][-1] != "A" else "B")
    with pytest.raises(NotEnough, match="mistyped"):
        join([wrong, shares[1]])
    assert join([shares[0].lower().replace("-", " "), shares[1]]) == b"k" * 32


def test_a_lost_key_comes_back_from_its_copy_and_the_paper_outlives_a_roll(tmp_path, monkeypatch, capsys):
    path = tmp_path / "kek"
    path.write_text("ab" * 32)
    store = FileKeyStore(path)
    shares = make_recovery(path, shares=5, needed=3)
    old_copy = copy_path(path).read_text()
    made = store.make()
    store.make_newest(made.id)
    blind = store.blind(b"x")
    kept = tmp_path / "kek.copy.elsewhere"
    copy_path(path).rename(kept)
    assert kept.read_text() != old_copy
    for lost in (path, store.index_path):
        lost.unlink()
    Random(1).shuffle(shares)
    monkeypatch.setattr("sys.stdin", Lines(shares[:3]))
    with pytest.raises(SystemExit, match="0"):
        main(["recover-key", str(kept), str(path)])
    back = FileKeyStore(path)
    assert (back.newest().id, back.blind(b"x")) == (made.id, blind)
    with pytest.raises(FileExistsError):
        bring_back(kept, shares, to=path)


def test_shares_of_another_shop_open_nothing(tmp_path):
    for name in ("one", "other"):
        (tmp_path / name).write_text("ab" * 32)
    make_recovery(tmp_path / "one", shares=2, needed=2)
    with pytest.raises(NotEnough, match="another recovery key"):
        bring_back(copy_path(tmp_path / "one"), make_recovery(tmp_path / "other", shares=2, needed=2), to=tmp_path / "back")
    assert not (tmp_path / "back").exists()


class Lines:
    """Standard input."""

    def __init__(self, lines):
        self.lines = lines

    def isatty(self):
        return False

    def __iter__(self):
        return iter(self.lines)
