"""A shop with its three sites and a policy on each."""

import pytest

from boxmalls.privacy.testing import publish
from boxmalls.sites.testing import make_sites


@pytest.fixture
def shop(db):
    sites = make_sites()
    for site in sites:
        publish(site.code)
    return sites
