"""What proves shares nothing with what is proven."""

import ast
import sys

import pytest

from config.env import PROJECT

MAY = {"proofs", "psycopg", "hypothesis", "cryptography", "holidays", "PIL"}  # Libraries of others, and days that are nobody's opinion.
MODULES = sorted((PROJECT / "proofs").rglob("*.py"))


def imported(source):
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module.split(".")[0]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PROJECT)))
def test_a_proof_imports_nothing_of_the_shop(path):
    foreign = set(imported(path.read_text())) - MAY - set(sys.stdlib_module_names)
    assert not foreign


def test_an_import_of_the_shop_is_seen():
    """The positive control."""
    assert set(imported("from boxmalls.privacy import models\nimport config.env\ndef late():\n    import django")) == {"boxmalls", "config", "django"}
