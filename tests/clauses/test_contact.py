"""The last sentence: whom to ask."""

import pytest

from boxmalls.base.mailbox.box import Arrived
from boxmalls.privacy.testing import AT
from boxmalls.privacy_office.mailbox.taking import take_mail
from boxmalls.privacy_office.models import Request
from boxmalls.sites.queries import site
from tests.clauses.test_2_l import Box

pytestmark = pytest.mark.django_db(databases=["default", "safe"])


def test_the_person_in_charge_is_named_at_the_foot_of_every_page(client):
    for path in ("/help", "/accounts/login/", "/your-data"):
        assert f'<a href="mailto:{site("eu").officer_email}">' in client.get(path).text


def test_a_letter_headed_privacy_complaint_reaches_the_person_in_charge_as_one():
    raw = b"From: Lena <lena@posteo.example>\r\nTo: privacy@eu.boxmalls.example\r\nSubject: Re: PRIVACY  Complaint\r\n\r\nToo many letters.\r\n"
    take_mail(Box(), Arrived(1, AT, raw, whole=True), at=AT)
    request = Request.objects.get()
    assert (request.kind, request.channel, request.email) == ("complain", "email", "lena@posteo.example")
    assert request.due_on > request.received_on
