"""
How fast the key-encryption key is rolled: persons a second, whose keys are wrapped anew. `python -m bench.roll [PERSONS ...]`

Beside it a floor: the same rows, unwrapped and wrapped in a loop that does nothing else.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

from bench.ground import Ground
from config.env import PROJECT
from config.env.reading import names, read
from ops.clusters.pair import prepare_pair, running
from ops.clusters.place import make_home
from ops.migrating import fingerprint

SIZES = [10_000, 100_000]


def main() -> None:
    """Measure each size and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("persons", type=int, nargs="*", default=SIZES)
    parser.add_argument("--here", action="store_true", help="in this process, on the shop of the environment")
    arguments = parser.parse_args()
    if arguments.here:
        print(json.dumps([measure(persons) for persons in arguments.persons]))
        return
    print(table(arguments.persons))


def table(sizes: list[int]) -> str:
    """The table, as Markdown."""
    with safe_alone() as shop:
        command = [sys.executable, "-m", "bench.roll", "--here", *map(str, sizes)]
        told = subprocess.run(command, cwd=PROJECT, env=shop.environment, capture_output=True, text=True, check=True)
    lines = ["| persons | epoch roll, persons/s | without the database | lost |", "|---|---|---|---|"]
    lines += [f"| {each['persons']:,} | **{each['rate']:,.0f}** | {each['floor']:,.0f} | {each['lost']} |" for each in json.loads(told.stdout.splitlines()[-1])]
    return "\n".join(lines)


def measure(persons: int) -> dict[str, float]:
    """Fill the safe with so many keys, roll, and open every one again."""
    import django

    django.setup()
    from django.db import connections

    from boxmalls.base.clock import now
    from boxmalls.base.ids import new_id
    from boxmalls.privacy.vault import epochs
    from boxmalls.privacy.vault.models import PersonKey
    from boxmalls.privacy.vault.wrapping import key_store

    with connections["safe"].cursor() as cursor:
        cursor.execute("DELETE FROM vault_personkey")
        kek = key_store().newest()
        at = now()
        with cursor.copy("COPY vault_personkey (person_id, wrapped, kek, epoch, made_at) FROM STDIN") as copy:  # type: ignore[attr-defined]
            for _ in range(persons):
                person_id = new_id()
                copy.write_row((person_id, kek.wrap(os.urandom(32), person_id), kek.id, 1, at))
        cursor.execute("ANALYZE vault_personkey")
    began = time.perf_counter()
    epochs.roll(at=now())
    took = time.perf_counter() - began
    epochs.destroy_old(at=now(), now_already=True)
    newest = key_store().newest()
    rows = [(person_id, bytes(wrapped)) for person_id, wrapped in PersonKey.objects.values_list("person_id", "wrapped")[:20_000]]
    began = time.perf_counter()
    for person_id, wrapped in rows:
        newest.wrap(newest.unwrap(wrapped, person_id), person_id)
    floor = len(rows) / (time.perf_counter() - began)
    return {"persons": persons, "rate": persons / took, "floor": floor, "lost": sum(epochs.check().lost.values())}


@contextmanager
def safe_alone():
    """A shop with empty databases, kept between runs."""
    home = PROJECT / ".cache" / "bench" / "roll"
    kept = {name: value for name, value in os.environ.items() if name not in names() or name in {"BOXMALLS_PG_BIN", "BOXMALLS_PG_ACCOUNT"}}
    environment = kept | {"BOXMALLS_HOME": str(home), "BOXMALLS_ENV": "demo", "DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONPATH": str(PROJECT)}
    env = read(environment)
    make_home(env.home)
    clusters = prepare_pair(env)
    with running(clusters):
        shop = Ground(env, environment, clusters)
        stamp: Path = home / "migrated"
        if not stamp.exists() or stamp.read_text() != fingerprint():
            shop.run("-m", "ops.migrating", role="owner")
            stamp.write_text(fingerprint())
        yield shop


if __name__ == "__main__":
    main()
