"""What is published, measured by somebody else's program: pyCANON, in an environment of its own, on the rows of the tables themselves."""

import json
import os
import random
import subprocess
from collections import Counter
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from boxmalls.privacy.aggregates.partition import K, Row
from boxmalls.privacy.aggregates.publishing import publish_month
from boxmalls.privacy.models import PublishedCell
from boxmalls.privacy.testing import AT
from config.env import PROJECT
from ops.suite import find_pycanon

MONTHS = 24 if os.environ.get("BOXMALLS_PROOF_SIZE") == "full" else 6
SELLERS, GOODS = [f"seller-{number}" for number in range(8)], ["shoes", "lamps", "tea", "books"]


@pytest.fixture(scope="module")
def python() -> Path:
    """The Python that has pyCANON."""
    found = find_pycanon()
    if found is None:
        pytest.skip("pyCANON can not be installed here: python -m pip install -r bench/anonymity.txt")
    return found


def month(seed: int) -> list[Row]:
    """A month of sales: few sellers sell much, most sell little, and some people buy again."""
    chance = random.Random(seed)
    people = chance.randint(20, 300)
    weights = [1 / (rank + 1) for rank in range(len(SELLERS))]
    return [
        Row(UUID(int=chance.randrange(people)), (chance.choices(SELLERS, weights)[0], chance.choice(GOODS)), 1, int(chance.lognormvariate(8, 1)))
        for _ in range(people)
    ]


def measured(python: Path, tables: list[list[dict[str, object]]]) -> list[int]:
    """The k of each table, as pyCANON has it."""
    environment = {"PYTHONPATH": str(PROJECT), "PATH": os.environ.get("PATH", "")}
    done = subprocess.run([python, "-m", "bench.published"], input=json.dumps(tables), env=environment, capture_output=True, text=True, check=True, cwd=PROJECT)
    found: list[int] = json.loads(done.stdout)
    return found


@pytest.mark.django_db
def test_every_published_month_and_the_whole_series_is_ten_anonymous_and_the_control_is_not(python: Path) -> None:
    months = [date(2025 + number // 12, number % 12 + 1, 1) for number in range(MONTHS)]
    for number, first in enumerate(months):
        assert publish_month(code="tests.sales", site_code="eu", month=first, currency="EUR", rows=month(number), at=AT)
    cells = list(PublishedCell.objects.order_by("pk").values("table__month", "labels", "people"))
    by_month = [[cell for cell in cells if cell["table__month"] == first] for first in months]
    tables = [[{"labels": cell["labels"], "people": cell["people"]} for cell in some] for some in by_month if some]
    series = [{"labels": [cell["table__month"].isoformat(), *cell["labels"]], "people": cell["people"]} for cell in cells]
    naive = Counter(row.labels for row in month(1))
    control = [{"labels": list(labels), "people": people} for labels, people in naive.items()]
    *ours, whole, uncut = measured(python, [*tables, series, control])
    assert len(ours) >= MONTHS // 2, "enough of it is published to be measured"
    assert min(ours) >= K
    assert whole >= K
    assert uncut < K, "the positive control: every group for itself"
