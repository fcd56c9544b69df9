"""The pages of choices and of the signal, and a checkout that says no kindly."""

import json
import re
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client

from boxmalls.base.clock import now
from boxmalls.checkout.models import CartLine
from boxmalls.orders.models import OrderGroup
from boxmalls.privacy.choices import opt_in, opt_out, standing
from boxmalls.privacy.choices.signals import Honour, honour
from boxmalls.privacy.models import OptIn, OptOut, Signal
from boxmalls.privacy.register import FEATURES, Target
from boxmalls.shop.front import Front
from boxmalls.shop.tests.test_front import Behind, Wire, window
from boxmalls.sites.models import Site
from boxmalls.sites.queries import forget_sites
from tests.choices.life import HOST, begin

__all__ = ["window"]
pytestmark = pytest.mark.django_db(databases=["default", "safe"])
TYPED = {"email": "lena@example.org", "name": "Lena Krause", "line1": "Lindenweg 12", "postcode": "04107", "city": "Leipzig", "country": "DE"}


def test_the_plan_names_what_stops_what_stays_and_what_the_law_keeps() -> None:
    life = begin()
    page = life.client.get("/your-data/choices/opt-out?category=e", headers=HOST).content.decode()
    for feature in FEATURES.cone(Target(category="e")):
        assert str(feature.title) in page
    assert "The law makes us keep it" in page
    assert not OptOut.objects.exists(), "looking decides nothing"


def test_a_no_and_a_yes_by_the_pages() -> None:
    life = begin()
    assert life.client.post("/your-data/choices/opt-out", {"category": "a", "occasion": "i"}, headers=HOST).status_code == 303
    assert list(standing(life.person.pk).refused) == [Target("a", "i")]
    page = life.client.get("/your-data/choices", headers=HOST).content.decode()
    assert "Opt in again" in page
    life.client.post("/your-data/choices/opt-in", {"category": "a", "occasion": "i"}, headers=HOST)
    assert standing(life.person.pk).refused == {}
    assert OptOut.objects.count() == OptIn.objects.count() == 1


@pytest.mark.parametrize(
    "told", [{"category": "z"}, {"category": "a", "occasion": "9"}, {"purpose": "no.such"}, {}, {"category": "a", "purpose": "orders.mails"}]
)
def test_what_there_is_not_cannot_be_refused(told: dict[str, str]) -> None:
    life = begin()
    assert life.client.post("/your-data/choices/opt-out", told, headers=HOST).status_code == 422
    assert not OptOut.objects.exists()


@pytest.mark.parametrize("target", [Target(category="a"), Target(category="e", occasion="i"), Target(purpose="orders.ordering")])
def test_the_checkout_says_why_not_keeps_what_was_typed_and_takes_the_order_after_an_opt_in(target: Target) -> None:
    life = begin()
    before = OrderGroup.objects.count()
    sent = _order(life.client)
    opt_out(person_id=life.person.pk, target=target, site_code="eu", at=now())
    refused = life.client.post("/checkout", sent, headers=HOST)
    page = refused.content.decode()
    assert refused.status_code == 409
    assert "You opted out of what an order needs" in page
    assert all(value in page for value in TYPED.values())
    assert OrderGroup.objects.count() == before
    assert CartLine.objects.filter(cart__person=life.person).exists()
    assert life.client.get("/checkout", headers=HOST).status_code == 200
    opt_in(person_id=life.person.pk, target=target, at=now())
    assert life.client.post("/checkout", sent, headers=HOST).status_code == 303
    assert OrderGroup.objects.count() == before + 1


def _order(client: Client) -> dict[str, str]:
    page = client.get("/checkout", headers=HOST).content.decode()
    fields = dict(re.findall(r'name="(key|expected_total_minor|parcel[^"]*)"[^>]*? value="([^"]+)"', page))
    return {**fields, **TYPED, "payment": "bank-transfer", "policy": "on"}


@pytest.mark.parametrize("law", ["US-CA", "EU", "TW"])
def test_what_programs_are_told_is_what_is_done(law: str) -> None:
    begin()
    Site.objects.filter(code="eu").update(law=law)
    forget_sites()
    client = Client()
    said = json.loads(client.get("/.well-known/gpc.json", headers=HOST).content)
    page = client.get("/help", headers={**HOST, "Sec-GPC": "1"})
    assert said["gpc"] is (honour(law) is not Honour.NONE) is (b"opt-out signal is honoured" in page.content)
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", said["lastUpdate"])
    forget_sites()


def test_without_a_law_that_honours_it_neither_the_page_nor_the_file_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    begin()
    for where in ("web.signals", "choices.middleware"):
        monkeypatch.setattr(f"boxmalls.privacy.{where}.honour", lambda _law: Honour.NONE)
    client = Client()
    assert json.loads(client.get("/.well-known/gpc.json", headers=HOST).content)["gpc"] is False
    assert b"opt-out signal is honoured" not in client.get("/policy", headers={**HOST, "Sec-GPC": "1"}).content


def test_the_signal_of_somebody_signed_in_is_kept_and_shown() -> None:
    life = begin()
    page = life.client.get("/your-data/choices", headers={**HOST, "Sec-GPC": "1"}).content.decode()
    assert "is honoured" in page
    assert Signal.objects.get().person_id == life.person.pk
    elsewhere = life.client.get("/your-data/choices", headers=HOST).content.decode()
    assert "It stands for you on every device" in elsewhere


@pytest.mark.parametrize("signal", [{}, {"HTTP_SEC_GPC": "1"}])
def test_a_hot_page_says_the_same_ahead_of_django_and_caches_do_not_mix_the_two(window: Any, signal: dict[str, str]) -> None:
    front, django = Wire(Front(Behind())), Wire(WSGIHandler())
    for path in window.paths[:3]:
        quick, slow = front.get(path, **signal), django.get(path, **signal)
        assert quick[2] == slow[2]
        assert (b"opt-out signal is honoured" in quick[2]) is bool(signal)
        assert "Sec-GPC" in quick[1]["Vary"]
        other = front.get(path, HTTP_IF_NONE_MATCH=quick[1]["ETag"], **({} if signal else {"HTTP_SEC_GPC": "1"}))
        assert other[0] == "200 OK", "the other's page is another page"
        assert front.get(path, HTTP_IF_NONE_MATCH=quick[1]["ETag"], **signal)[0] == "304 Not Modified"
