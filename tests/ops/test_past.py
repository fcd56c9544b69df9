"""What is written down of columns that are no more is what the migrations truly make and drop."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from config.env import PROJECT


def past_files():
    folders = [PROJECT / "boxmalls" / "privacy" / "register", *Path(PROJECT / "boxmalls").rglob("migrations")]
    return {path: path.read_text() for folder in folders for path in folder.glob("past.txt")}


@pytest.mark.slow
@pytest.mark.skipif(
    os.environ.get("BOXMALLS_PROOF_SIZE") != "full", reason="every suite migrates from nothing and would be refused; this only finds lines too many"
)
def test_the_lists_of_past_columns_are_as_the_migrations_make_them():
    before = past_files()
    try:
        told = subprocess.run([sys.executable, "-m", "ops.past"], cwd=PROJECT, capture_output=True, text=True, check=False)
        assert told.returncode == 0, told.stderr
        assert past_files() == before
    finally:
        for path, words in before.items():
            path.write_text(words)
