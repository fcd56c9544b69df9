"""2.b: forms."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from boxmalls.accounts.models import Profile, Staff
from boxmalls.accounts.testing import make_staff, sign_in
from boxmalls.privacy_office.models import SealedFile
from tests.clauses.files import opened, picture, stored

pytestmark = pytest.mark.django_db(databases=["default", "safe"])


def test_what_a_form_asks_is_kept_for_what_it_says(hers, lena):
    hers.post("/account", {"name": "Lena Krause"})
    assert Profile.objects.filter(person=lena).count() == 1
    hers.post("/account", {"name": ""})
    assert not Profile.objects.filter(person=lena).exists()


def test_a_form_on_paper_is_sealed_as_it_came_before_anything_else_happens_to_it():
    officer = sign_in(Client(), make_staff(Staff.OFFICER))
    scan = picture()
    laid = officer.post("/office/scans", {"scan": SimpleUploadedFile("form.png", scan, "image/png")}, headers={"host": "eu.localhost"})
    assert laid.status_code == 303
    kept = SealedFile.objects.get(use=SealedFile.Use.SCAN)
    assert opened(kept) == scan
    assert scan[:64] not in stored(kept)
