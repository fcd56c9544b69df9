"""3.1.a: basic information."""

import pytest

from boxmalls.accounts.testing import make_address
from boxmalls.privacy.testing import AT

pytestmark = pytest.mark.django_db(databases=["default", "safe"])


def test_a_name_is_masked_until_its_owner_asks(hers, lena):
    make_address(lena, at=AT)
    page = hers.get("/your-data").text
    assert "L••• K•••" in page
    assert "Lena Krause" not in page
    assert "Lindenweg" not in page
