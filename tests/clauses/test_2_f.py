"""2.f: electronic services and cookies."""

from uuid import uuid4

import pytest
from django.http import HttpResponse

from boxmalls.privacy.consent import give_consent
from boxmalls.privacy.devices.gate import DeviceGate
from boxmalls.privacy.purposes import RECENTLY_VIEWED
from boxmalls.privacy.testing import AT
from boxmalls.privacy.visits import recently_viewed, remember_visit

pytestmark = pytest.mark.django_db(databases=["default", "safe"])


def test_products_are_remembered_for_who_agreed(lena):
    give_consent(person=lena, purpose=RECENTLY_VIEWED, wording="Products you opened", site_code="eu", language="en", at=AT)
    remember_visit(person_id=lena.pk, product_id=uuid4(), page="/products/x/blue-chair", at=AT)
    assert [viewed.words for viewed in recently_viewed(lena.pk)] == ["Blue chair"]


def test_a_cookie_that_is_not_needed_comes_with_a_yes_and_not_before(hers):
    hers.get("/your-data")
    assert "visits" not in hers.cookies
    hers.post("/your-data/choices", {"purpose": RECENTLY_VIEWED.code, "agreed": "on"})
    assert hers.cookies["visits"].value == "1"


def test_a_cookie_that_nobody_declared_is_taken_off_the_answer(rf):
    def library(_request):
        response = HttpResponse()
        response.set_cookie("tracker", "1")
        response.set_cookie("theme", "dark")
        return response

    assert list(DeviceGate(library)(rf.get("/")).cookies) == ["theme"]


def test_a_cookie_whose_yes_is_gone_is_taken_off_the_device_with_the_next_answer(hers):
    hers.cookies["visits"] = "1"
    hers.get("/your-data")
    assert hers.cookies["visits"].value == ""
    assert hers.cookies["visits"]["max-age"] == 0
