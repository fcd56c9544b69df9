"""The policy page is drawn once and filled for each reader: byte for byte what its template renders, and nothing of anybody stays behind."""

import pytest
from django.test import Client

from boxmalls.accounts.testing import make_account, make_address, sign_in
from boxmalls.checkout.testing import make_cart, make_delivered_offer
from boxmalls.privacy.consent import give_consent
from boxmalls.privacy.purposes import RECENTLY_VIEWED
from boxmalls.privacy.rights.testing import remember
from boxmalls.privacy.testing import AT, make_acceptance, publish
from boxmalls.privacy.visits import remember_visit
from boxmalls.sites.queries import forget_sites
from boxmalls.sites.testing import make_sites
from boxmalls.ui import filling

pytestmark = pytest.mark.django_db(databases=["default", "safe"])
PLACES = [("eu.localhost", "en"), ("eu.localhost", "ms"), ("my.localhost", "ms"), ("tw.localhost", "zh-hant")]


@pytest.fixture(autouse=True)
def _published():
    make_sites()
    for site in ("eu", "my", "tw"):
        publish(site)
    filling.forget_drawn()
    yield
    filling.forget_drawn()


def _newcomer():
    return make_account("newcomer@posteo.example", password=None, at=AT)


def _customer():
    person = make_account("<customer>&co@posteo.example", password=None, at=AT)
    make_acceptance(person)
    give_consent(person=person, purpose=RECENTLY_VIEWED, wording="Remember.", site_code="eu", language="en", at=AT)
    remember_visit(person_id=person.pk, product_id=person.pk, page="/products/kettle", at=AT)
    make_address(person, at=AT)
    remember(person, email="lena@posteo.example")
    make_cart(person, [make_delivered_offer(site="eu")], quantity=3, at=AT)
    return person


def _page(client, host, language):
    answer = client.get(f"/policy?language={language}", headers={"host": host})
    assert answer.status_code == 200
    return answer.content


def _plain(monkeypatch, client, host, language):
    with monkeypatch.context() as patch:
        patch.setattr(filling, "is_said_once", lambda context: True)
        return _page(client, host, language)


def test_filled_is_byte_for_byte_what_the_template_renders(client, monkeypatch):
    readers = [Client(), sign_in(Client(), _newcomer()), sign_in(client, _customer())]
    client.cookies["theme"] = "dark"
    for host, language in PLACES:
        pages = []
        for reader in readers:
            drawn, filled = _page(reader, host, language), _page(reader, host, language)
            assert drawn == filled == _plain(monkeypatch, reader, host, language)
            pages.append(filled)
        assert len(set(pages)) == len(readers), "they would not show a page that was another's"


def test_a_place_that_is_filled_wrongly_is_seen(client, monkeypatch):
    """The comparison is worth something: another's number in the basket, another's margin, a piece too few."""
    hers = sign_in(client, _customer())
    plain = _plain(monkeypatch, hers, *PLACES[0])
    assert _page(hers, *PLACES[0]) == plain
    said = filling._basket
    with monkeypatch.context() as patch:
        patch.setattr(filling, "_basket", lambda count, language: said(count + 1, language))
        assert _page(hers, *PLACES[0]) != plain
    for drawn in filling._kept.values():
        object.__setattr__(drawn, "pieces", (*drawn.pieces[:-1], b""))
    assert _page(hers, *PLACES[0]) != plain


def test_nothing_of_a_reader_stays_in_the_process(client):
    page = _page(sign_in(client, _customer()), *PLACES[0])
    kept = b"".join(piece for drawn in filling._kept.values() for piece in drawn.pieces)
    for own in (b"You accepted this text on", b"Accepted by you on", b"Given to: Post.", b"data-cart-number>3<"):
        assert own in page
        assert own not in kept


def test_a_site_that_was_renamed_is_drawn_anew(client):
    hers = sign_in(client, _newcomer())
    assert b"BoxMalls Moon" not in _page(hers, *PLACES[0])
    from boxmalls.sites.models import Site

    Site.objects.filter(code="eu").update(name="BoxMalls Moon")
    forget_sites()
    assert b"BoxMalls Moon" in _page(hers, *PLACES[0])


def test_what_is_said_once_is_said_to_one(client, monkeypatch):
    """A message of the last act stands on the page that comes next, and on no other."""
    hers = sign_in(client, _newcomer())
    before = _page(hers, *PLACES[0])
    session = hers.session
    session["_messages"] = '[["__json_message",0,25,"It is done.",""]]'
    session.save()
    assert b"It is done." in _page(hers, *PLACES[0])
    assert _page(hers, *PLACES[0]) == before
    assert b"It is done." not in _page(Client(), *PLACES[0])


def test_pages_are_kept_in_bounds(client, monkeypatch):
    monkeypatch.setattr(filling, "MOST", 3)
    for host, language in PLACES:
        _page(client, host, language)
        _page(client, host, "en")
    assert len(filling._kept) == 3
