"""2.l: anything else that is sent to us."""

import pytest

from boxmalls.base.mailbox.box import Arrived
from boxmalls.privacy.testing import AT
from boxmalls.privacy_office.mailbox.taking import take_mail
from boxmalls.privacy_office.models import Request

pytestmark = pytest.mark.django_db(databases=["default", "safe"])


class Box:
    name = "a mailbox"
    uid_validity = 1


def test_whatever_is_sent_to_us_is_filed_and_can_be_answered():
    raw = b"From: Lena <lena@posteo.example>\r\nTo: privacy@eu.boxmalls.example\r\nSubject: Hello\r\n\r\nSomething quite else.\r\n"
    take_mail(Box(), Arrived(1, AT, raw, whole=True), at=AT)
    request = Request.objects.first()
    assert request is not None
    assert "Something quite else." in request.asked
    assert request.email == "lena@posteo.example"
