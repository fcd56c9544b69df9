"""Mail in the spool folder goes with the person it was for, and nobody else's does."""

import pytest
from django.core.mail import EmailMessage, mailers

from boxmalls.accounts.testing import make_account
from boxmalls.privacy.rights.erasing import erase_person
from boxmalls.privacy.rights.erasing.spool import forget_mail
from boxmalls.privacy.rights.scan import scan
from boxmalls.privacy.testing import AT

pytestmark = pytest.mark.django_db(databases=["default", "safe"])

EMAIL = "zofia.kanarek@canary.example"


@pytest.fixture
def spool(settings, tmp_path):
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.filebased.EmailBackend", "OPTIONS": {"file_path": tmp_path}}}
    return tmp_path


def write(*addresses):
    connection = mailers["default"]
    connection.open()
    connection.send_messages([EmailMessage("Your order", f"Dear {address}", "shop@localhost", [address]) for address in addresses])
    connection.close()


def test_a_persons_mails_go_and_others_stay(spool):
    person = make_account(EMAIL, password=None, at=AT)
    write(EMAIL)
    write("Zofia <Zofia.Kanarek@canary.example>", "other@canary.example")
    write("other@canary.example")
    assert scan([EMAIL], folders=[spool], databases=[]), "the positive control"
    erase_person(person=person, site_code="eu", at=AT)
    assert scan([EMAIL], folders=[spool]) == []
    assert sum(path.read_text().count("Dear other@canary.example") for path in spool.iterdir()) == 2


def test_without_a_folder_there_is_nothing_to_do():
    assert forget_mail(make_account(EMAIL, password=None, at=AT).pk) == 0
