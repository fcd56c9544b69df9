"""A site that another process opened is known at once to who is asked for it by its code."""

import pytest

from boxmalls.sites.models import Site
from boxmalls.sites.queries import site
from boxmalls.sites.testing import make_sites

pytestmark = pytest.mark.django_db


def test_a_site_that_another_process_opened_a_moment_ago_is_found():
    make_sites()
    known = site("eu")
    values = {field.attname: getattr(known, field.attname) for field in Site._meta.concrete_fields}
    Site.objects.bulk_create([Site(**{**values, "code": "us", "host": "us.localhost", "position": 9})])
    assert site("us").host == "us.localhost"


def test_one_that_nobody_opened_is_not():
    make_sites()
    with pytest.raises(KeyError):
        site("us")
