"""The last sentence: whom to ask."""

import pytest

from boxmalls.sites.queries import site

pytestmark = pytest.mark.django_db(databases=["default", "safe"])


def test_the_person_in_charge_is_named_at_the_foot_of_every_page(client):
    for path in ("/help", "/accounts/login/", "/your-data"):
        assert f'<a href="mailto:{site("eu").officer_email}">' in client.get(path).text
