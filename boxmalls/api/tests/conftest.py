"""Each test has a folder of its own for indexes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from boxmalls.search.index import folder
from boxmalls.search.testing import forget_everything


@pytest.fixture
def own_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An empty place for indexes."""
    monkeypatch.setattr(folder, "home", lambda: tmp_path / "index")
    forget_everything()
    yield
    forget_everything()
