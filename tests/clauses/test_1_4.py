"""1.4: other words that stand where they apply are kept, and this policy does not replace them."""

from uuid import uuid4

import pytest
from django.db import transaction

from boxmalls.agreements.testing import make_terms
from boxmalls.privacy.collection import NotAgreed, collecting
from boxmalls.privacy.models import Visit, Wording
from boxmalls.privacy.purposes import RECENTLY_VIEWED
from boxmalls.privacy.testing import AT, make_acceptance

pytestmark = pytest.mark.django_db(databases=["default", "safe"])


def test_the_words_beside_a_switch_are_kept_with_the_yes(hers):
    hers.post("/your-data/choices", {"purpose": RECENTLY_VIEWED.code, "agreed": "on"})
    words = Wording.objects.get().words
    assert "Products you opened" in words
    assert "Nothing else changes." in words


def test_the_terms_stand_beside_the_policy_in_their_place(client):
    make_terms()
    page = client.get("/agreements").text
    assert 0 < page.index('href="/agreements/terms"') < page.rindex('href="/policy">')


def test_accepting_the_policy_agrees_to_nothing_optional(lena):
    make_acceptance(lena)
    with pytest.raises(NotAgreed), transaction.atomic(), collecting(RECENTLY_VIEWED, person=lena, at=AT):
        Visit.objects.create(person=lena, product_id=uuid4(), page="/products/x/blue-chair", at=AT)
    assert not Visit.objects.exists()
