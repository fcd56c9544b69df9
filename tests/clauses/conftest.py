"""A site with its policy in force, and somebody to whom the policy applies."""

from typing import Any

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher

from boxmalls.accounts.testing import make_account, sign_in
from boxmalls.privacy.models import Person
from boxmalls.privacy.testing import AT, publish
from boxmalls.sites.queries import forget_sites
from boxmalls.sites.testing import make_sites


@pytest.fixture(autouse=True)
def _sites(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three sites, one policy; passwords that cost little."""
    for cost, value in {"time_cost": 1, "memory_cost": 64, "parallelism": 1}.items():
        monkeypatch.setattr(Argon2PasswordHasher, cost, value)
    forget_sites()
    make_sites()
    publish("eu")


@pytest.fixture
def lena() -> Person:
    return make_account("lena@posteo.example", password=None, at=AT)


@pytest.fixture
def hers(client: Any, lena: Person) -> Any:
    """Lena's browser."""
    return sign_in(client, lena)
