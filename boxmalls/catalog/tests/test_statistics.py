"""Right after a large import the catalogue's statements are planned on what is there, not on guesses."""

import csv
from pathlib import Path

import pytest

from boxmalls.base import sql
from boxmalls.catalog.actions import imports
from boxmalls.catalog.actions.imports import run_import, start_import
from boxmalls.catalog.models import Category
from boxmalls.catalog.testing import AT, make_category
from boxmalls.sellers.testing import make_seller
from boxmalls.sites.testing import make_site

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "safe"])

CATEGORY_PAGE = Path(__file__).parents[2] / "shop" / "sql" / "category.sql"
KNOWN = "SELECT reltuples::int FROM pg_class WHERE relname = %s"


def fill(folder: Path, rows: int, start: int = 0) -> None:
    """A file of so many chairs, each in a category of its own."""
    path = folder / f"{rows}-{start}.csv"
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["external_id", "title", "price", "category"])
        writer.writerows([f"R-{n}", f"Chair {n}", "5.00", f"fr-7-{n % 800}"] for n in range(start, start + rows))
    run_import(run=start_import(seller=make_seller(), site=make_site(), path=path, at=AT), at=AT)


@pytest.fixture
def categories() -> None:
    top = make_category("fr-7", "Chairs")
    make_category("fr-8", "Tables")
    below = {"parent": top, "level": 2, "position": 1}
    Category.objects.bulk_create(
        Category(id=f"fr-7-{n}", path=["fr", "fr-7", f"fr-7-{n}"], names={"en": f"Kind {n}"}, slug=f"kind-{n}", **below) for n in range(8000)
    )


def blocks_read(statement: str, category: str) -> int:
    """How many blocks the statement of a category's page touches."""
    asked = {"language": "en", "site": "eu", "category_id": category}
    told = [line for (line,) in sql.rows(f"EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, TIMING OFF) {statement}", asked)]
    return int(next(line for line in told if "Buffers" in line).split("hit=")[1].split()[0])


def test_a_category_page_reads_its_own_rows_alone_before_anything_was_analysed(tmp_path: Path, categories: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports, "analyse_catalogue", lambda **_new: False)
    fill(tmp_path, 1600)
    assert sql.rows(KNOWN, ["catalog_shelfcount"]) == [(-1,)]
    statement = CATEGORY_PAGE.read_text()
    assert blocks_read(statement, "fr-7-1") < 60
    assert blocks_read(statement.replace("OFFSET 0)", ")"), "fr-7-1") > 600, "Left to guess, the planner reads every count."


def test_an_import_lets_the_tables_be_counted(tmp_path: Path, categories: None) -> None:
    fill(tmp_path, 1600)
    assert sql.rows(KNOWN, ["catalog_offer"]) == [(1600,)]
    assert sql.rows(KNOWN, ["catalog_category"])[0][0] >= 800
    fill(tmp_path, 20, start=5000)
    assert sql.rows(KNOWN, ["catalog_offer"]) == [(1600,)], "A small import leaves it to autovacuum."
