"""What is opened is remembered for who agreed, on the device where they did, and for nobody else."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.urls import ResolverMatch

from boxmalls.accounts.testing import make_account, sign_in
from boxmalls.privacy.collection import NotAgreed
from boxmalls.privacy.consent import CHOICES, consented, give_consent, withdraw_consent
from boxmalls.privacy.models import Visit, Wording
from boxmalls.privacy.purposes import RECENTLY_VIEWED
from boxmalls.privacy.testing import AT, make_person
from boxmalls.privacy.visits import recently_viewed, remember_visit
from boxmalls.privacy.visits.middleware import COOKIE, VisitMiddleware
from boxmalls.sites.testing import make_sites

pytestmark = pytest.mark.django_db(databases=["default", "safe"])


def agree(person):
    give_consent(person=person, purpose=RECENTLY_VIEWED, wording="Products you opened", site_code="eu", language="en", at=AT)
    return person


def visit(person, number=0, product_id=None):
    product_id = product_id or uuid4()
    remember_visit(person_id=person.pk, product_id=product_id, page=f"/products/{product_id}/blue-chair", at=AT + timedelta(minutes=number))


def test_who_has_not_agreed_is_not_remembered():
    person = make_person()
    with pytest.raises(NotAgreed):
        visit(person)
    assert not Visit.objects.exists()


def test_the_latest_comes_first_and_each_product_once():
    person, chair = agree(make_person()), uuid4()
    visit(person, 1, chair)
    visit(person, 2)
    visit(person, 3, chair)
    assert [viewed.product_id == chair for viewed in recently_viewed(person.pk)] == [True, False]
    assert recently_viewed(person.pk)[0].words == "Blue chair"


def test_beyond_sixty_the_oldest_goes():
    person = agree(make_person())
    for number in range(62):
        visit(person, number)
    assert Visit.objects.count() == 60
    assert min(Visit.objects.values_list("at", flat=True)) == AT + timedelta(minutes=2)


def test_taking_it_back_deletes_the_list_in_the_same_moment():
    person = agree(make_person())
    visit(person)
    assert withdraw_consent(person=person, purpose=RECENTLY_VIEWED, at=AT) == 1
    assert not Visit.objects.exists()
    with pytest.raises(NotAgreed):
        visit(person)


def answer(rf, person, *, cookie=True, status=200, method="get"):
    request = getattr(rf, method)("/products/x/blue-chair")
    request.person_id = person.pk if person else None
    request.resolver_match = ResolverMatch(print, (), {"product_id": uuid4()})
    if cookie:
        request.COOKIES[COOKIE] = "1"
    return VisitMiddleware(lambda _: HttpResponse(status=status))(request)


def test_a_product_page_is_remembered_only_with_cookie_and_consent(rf, django_assert_num_queries):
    person = agree(make_person())
    with django_assert_num_queries(0):
        answer(rf, person, cookie=False)
    answer(rf, person, status=404)
    answer(rf, person, method="post")
    assert not Visit.objects.exists()
    answer(rf, person)
    assert Visit.objects.count() == 1


def test_a_cookie_without_consent_is_taken_away(rf):
    assert answer(rf, make_person()).cookies[COOKIE].value == ""
    assert answer(rf, None).cookies[COOKIE].value == ""
    assert not Visit.objects.exists()


def test_the_switch_keeps_the_words_sets_the_cookie_and_takes_it_away_again(client):
    make_sites()
    person = make_account(password=None, at=AT)
    sign_in(client, person)
    assert "Products you opened" in client.get("/your-data").content.decode()
    client.post("/your-data/choices", {"purpose": RECENTLY_VIEWED.code, "agreed": "on"})
    assert consented(person.pk, RECENTLY_VIEWED)
    assert client.cookies[COOKIE].value == "1"
    assert Wording.objects.get().words == CHOICES.get(RECENTLY_VIEWED.code).wording
    client.post("/your-data/choices", {"purpose": RECENTLY_VIEWED.code})
    assert not consented(person.pk, RECENTLY_VIEWED)
    assert client.cookies[COOKIE].value == ""
