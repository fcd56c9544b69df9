"""2.d: telephone, letters, fax, chat."""

import pytest
from django.test import Client

from boxmalls.accounts.models import Staff
from boxmalls.accounts.testing import make_staff, sign_in
from boxmalls.privacy.testing import AT
from boxmalls.privacy_office.models import Request

pytestmark = pytest.mark.django_db(databases=["default", "safe"])


def test_a_call_and_a_letter_are_written_down_with_the_day_on_which_they_arrived():
    officer = sign_in(Client(), make_staff(Staff.OFFICER, at=AT))
    for channel in ("phone", "letter"):
        told = {"channel": channel, "received_at": "2026-04-06T09:30", "site": "eu", "kind": "complain", "words": "Too many mails.", "language": "en"}
        officer.post("/office/requests/new", told, headers={"host": "eu.localhost"})
    found = Request.objects.order_by("channel").values_list("channel", "received_on")
    assert [(channel, f"{day}") for channel, day in found] == [("letter", "2026-04-06"), ("phone", "2026-04-06")]
