"""3.1.f: records of access, devices, places."""

from datetime import timedelta
from uuid import uuid4

import pytest
from allauth.usersessions.models import UserSession

from boxmalls.accounts.signin.models import User
from boxmalls.privacy.collection import collecting
from boxmalls.privacy.consent import give_consent
from boxmalls.privacy.models import Visit
from boxmalls.privacy.purposes import RECENTLY_VIEWED
from boxmalls.privacy.retention import sweep
from boxmalls.privacy.testing import AT

pytestmark = pytest.mark.django_db(databases=["default", "safe"])


def test_visits_end_by_themselves_after_90_days(lena):
    give_consent(person=lena, purpose=RECENTLY_VIEWED, wording="Products you opened", site_code="eu", language="en", at=AT)
    with collecting(RECENTLY_VIEWED, person=lena, at=AT):
        Visit.objects.create(person=lena, product_id=uuid4(), page="/products/x/blue-chair", at=AT)
    sweep(at=AT + timedelta(days=90))
    assert Visit.objects.exists()
    sweep(at=AT + timedelta(days=91))
    assert not Visit.objects.exists()


def test_from_where_and_with_what_somebody_was_signed_in_ends_14_days_after_the_last_visit(lena):
    user = User.objects.get(person_id=lena.pk)
    place = UserSession.objects.create(user=user, ip="192.0.2.7", session_key="elsewhere", user_agent="Firefox")
    UserSession.objects.filter(pk=place.pk).update(last_seen_at=AT)
    sweep(at=AT + timedelta(days=14))
    assert UserSession.objects.exists()
    sweep(at=AT + timedelta(days=15))
    assert not UserSession.objects.exists()
