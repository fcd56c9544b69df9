"""What was erased goes from the disk: the files of two true clusters are read byte by byte, before housekeeping and after."""

import os

import pytest

from tests.rights.life import PLAIN, SEALED
from tests.rights.own_shop import a_shop_of_its_own

pytestmark = pytest.mark.slow

FULL = os.environ.get("BOXMALLS_PROOF_SIZE", "small") == "full"
RUNS, PEOPLE, MOMENTS = (20, 5, 60) if FULL else (2, 3, 12)
SEED = 20261122


@pytest.fixture(scope="module")
def shop():
    with a_shop_of_its_own() as shop:
        yield shop


def find(home, canaries):
    """Which canary lies in which part of the folder: `wal` and `tables` of each cluster, or another file."""
    found = set()
    for path in home.rglob("*"):
        if path.is_file() and not path.is_symlink() and path.suffix != ".py":
            content = path.read_bytes().lower()
            found |= {(name, part_of(path.relative_to(home))) for name, canary in canaries.items() if canary.lower().encode() in content}
    return found


def part_of(path):
    parts = path.parts
    if parts[0] != "pg":
        return parts[0]
    return f"{parts[1]} {'wal' if 'pg_wal' in parts else 'tables' if 'base' in parts else parts[2]}"


def test_after_a_twin_run_no_byte_of_the_erased_is_left_in_any_store(shop, pytestconfig):
    """In a world that is committed: the rows are held side by side, and then every file is searched. Other plans: `--hypothesis-seed=NUMBER`."""
    begin = pytestconfig.getoption("--hypothesis-seed") or SEED
    told = shop.run("-m", "tests.rights.twin", *map(str, (begin, RUNS, PEOPLE, MOMENTS)))
    assert told.count("nothing is left") == RUNS


def test_the_bytes_lie_there_after_an_erasure_and_are_gone_after_housekeeping(shop):
    live(shop, "live")
    assert find(shop.home, PLAIN) >= {("email", "safe tables"), ("browser", "safe tables"), ("reason", "shop tables")}
    assert find(shop.home, SEALED) == set(), "what is sealed never reaches the disk as it is"

    live(shop, "sign_out")
    live(shop, "erase")
    left = find(shop.home, PLAIN)
    assert ("email", "safe tables") in left, "the positive control: removed rows lie in their pages"
    assert ("browser", "safe tables") in left, "and so do rows that were removed long before she was erased"
    assert any(part.endswith("wal") for _name, part in left), "and in the log"

    live(shop, "clear")
    assert find(shop.home, PLAIN) == set()
    assert find(shop.home, SEALED) == set()


def live(shop, step):
    shop.run("-m", "tests.rights.life", step)
    shop.write_down()
