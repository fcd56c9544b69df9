"""2.b: forms."""

import pytest

from boxmalls.accounts.models import Profile

pytestmark = pytest.mark.django_db(databases=["default", "safe"])


def test_what_a_form_asks_is_kept_for_what_it_says(hers, lena):
    assert "Fill in forms for you" in hers.get("/account").text or hers.get("/account").status_code == 200
    hers.post("/account", {"name": "Lena Krause"})
    assert Profile.objects.filter(person=lena).count() == 1
    hers.post("/account", {"name": ""})
    assert not Profile.objects.filter(person=lena).exists()
