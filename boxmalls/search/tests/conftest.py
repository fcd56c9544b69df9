"""Each test has a folder of its own for indexes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from boxmalls.search.index import folder
from boxmalls.search.testing import forget_everything


@pytest.fixture(autouse=True)
def index_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty place for indexes."""
    place = tmp_path / "index"
    monkeypatch.setattr(folder, "home", lambda: place)
    forget_everything()
    yield place
    forget_everything()
