"""The desk and the register ask the database as often for thousands of requests as for three."""

import os
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from boxmalls.accounts.models import Staff
from boxmalls.accounts.testing import make_staff, sign_in
from boxmalls.base.clock import now
from boxmalls.base.ids import new_id
from boxmalls.privacy.collection import collecting
from boxmalls.privacy.testing import publish
from boxmalls.privacy_office.models import Kind, Request
from boxmalls.privacy_office.purposes import REQUESTS
from boxmalls.privacy_office.testing import make_request
from boxmalls.sites.testing import make_sites

pytestmark = pytest.mark.django_db(databases=["default", "safe"])
HOST = {"host": "eu.localhost"}
MANY = 10_000 if os.environ.get("BOXMALLS_PROOF_SIZE") == "full" else 400
PAGES = ["/office/", "/office/requests", "/office/requests?all=1", "/office/promises/"]


def asked(officer: Client, page: str) -> int:
    with CaptureQueriesContext(connection) as caught:
        assert officer.get(page, headers=HOST).status_code == 200
    return len(caught)


def test_many_requests_cost_no_more_questions_than_three() -> None:
    make_sites()
    publish()
    first, *_others = [make_request(kind=kind, at=now() - timedelta(days=40), email=f"{kind}@example.org") for kind in ("access", "delete", "correct")]
    officer = sign_in(Client(), make_staff(Staff.OFFICER))
    for page in PAGES:
        asked(officer, page)
    before = {page: asked(officer, page) for page in PAGES}
    kinds = list(Kind.values)
    names = [
        field.attname for field in Request._meta.concrete_fields if field.attname not in ("id", "number", "kind", "asked", "name", "email", "phone", "address")
    ]
    plain = {name: getattr(Request.objects.get(pk=first.pk), name) for name in names}
    with transaction.atomic(), collecting(REQUESTS, person=first.person_id, at=now()):
        Request.objects.bulk_create(Request(id=new_id(), number=f"PR-{number:04}", kind=kinds[number % len(kinds)], **plain) for number in range(MANY))
    assert {page: asked(officer, page) for page in PAGES} == before
    assert f"{MANY + 3:,}" in officer.get("/office/", headers=HOST).text
