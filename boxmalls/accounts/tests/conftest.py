"""A shop with its three sites and a policy on each."""

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher

from boxmalls.privacy.testing import publish
from boxmalls.sites.testing import make_sites


@pytest.fixture
def shop(db):
    sites = make_sites()
    for site in sites:
        publish(site.code)
    return sites


@pytest.fixture(autouse=True)
def quick_hashes(request, monkeypatch):
    """Passwords that cost little, but where the cost is what is tested (mark `real_hashes`)."""
    if "real_hashes" not in request.keywords:
        for cost, value in {"time_cost": 1, "memory_cost": 64, "parallelism": 1}.items():
            monkeypatch.setattr(Argon2PasswordHasher, cost, value)
