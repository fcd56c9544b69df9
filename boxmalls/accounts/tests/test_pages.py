"""The pages of an account: kept as written, corrected in place, each person's own, whatever is typed."""

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from boxmalls.accounts.forms import BookAddressForm, ProfileForm
from boxmalls.accounts.models import Address, Profile
from boxmalls.accounts.queries import addresses_of, profile_of
from boxmalls.accounts.signin.models import User
from boxmalls.accounts.testing import LEIPZIG, PASSWORD, make_account, make_address, make_user, sign_in
from boxmalls.privacy.vault import blind
from tests.naughty import strings

pytestmark = [pytest.mark.django_db(databases=["default", "safe"]), pytest.mark.usefixtures("shop")]

LENA = {**LEIPZIG, "country": "DE", "line2": "", "region": "", "kind": "delivery"}


@pytest.fixture
def lena(client):
    person = make_account("lena@posteo.example")
    sign_in(client, person)
    return person


def test_a_profile_is_kept_sealed_and_read_back(client, lena):
    told = {"name": "Lena Krause", "birthday": "1990-05-23", "gender": "female", "phone": "+49 1512 3456789"}
    assert client.post("/account", told).status_code == 302
    kept = profile_of(lena.pk)
    assert (kept.name, kept.birthday, kept.gender, kept.phone) == ("Lena Krause", "1990-05-23", "female", "+4915123456789")
    assert b'value="Lena Krause"' in client.get("/account").content
    assert blind.find("phone", "+4915123456789") == [lena.pk]
    raw = Profile.objects.filter(pk=lena.pk).extra(select={"raw": "name"}).values_list("raw", flat=True)[0]
    assert b"Lena" not in bytes(raw)


def test_an_emptied_profile_is_forgotten(client, lena):
    client.post("/account", {"name": "Lena", "phone": "+4915123456789"})
    client.post("/account", {"name": "", "phone": ""})
    assert not Profile.objects.exists()
    assert blind.find("phone", "+4915123456789") == []


def test_a_birthday_in_the_future_is_refused_with_an_example(client, lena):
    response = client.post("/account", {"birthday": "2990-05-23"})
    assert response.status_code == 422
    assert b"1990-05-23" in response.content
    assert not Profile.objects.exists()


def test_an_address_is_added_corrected_and_removed(client, lena):
    assert client.post("/account/addresses", LENA).status_code == 302
    line = addresses_of(lena.pk)[0]
    assert line.postal.line1 == "Lindenweg 12"
    assert b"Lindenweg 12" in client.get("/account/addresses").content
    assert client.get(f"/account/addresses/{line.id}").status_code == 200
    client.post(f"/account/addresses/{line.id}", {**LENA, "line1": "Lindenweg 14", "kind": "billing"})
    line = addresses_of(lena.pk)[0]
    assert (line.postal.line1, line.kind) == ("Lindenweg 14", "billing")
    client.post(f"/account/addresses/{line.id}/removal")
    assert not Address.objects.exists()


def test_a_new_address_begins_with_what_the_profile_says(client, lena):
    client.post("/account", {"name": "Lena Krause", "phone": "+49 1512 3456789"})
    page = client.get("/account/addresses").content.decode()
    assert 'value="Lena Krause"' in page
    assert 'value="+4915123456789"' in page


def test_what_cannot_be_used_is_shown_again_with_what_to_write(client, lena):
    response = client.post("/account/addresses", {**LENA, "postcode": "0410"})
    assert response.status_code == 422
    page = response.content.decode()
    assert page.count("Enter five digits, for example 04107") == 2
    assert 'value="0410"' in page
    assert not Address.objects.exists()


def test_nobody_reads_corrects_or_removes_an_address_of_somebody_else(client, lena):
    theirs = make_address(make_account())
    before = Address.objects.values().get()
    assert client.get(f"/account/addresses/{theirs.pk}").status_code == 404
    assert client.post(f"/account/addresses/{theirs.pk}", LENA).status_code == 404
    assert client.post(f"/account/addresses/{theirs.pk}/removal").status_code == 404
    assert Address.objects.values().get() == before


def test_an_address_book_has_an_end(client, lena):
    for _ in range(30):
        make_address(lena)
    assert client.post("/account/addresses", LENA).status_code == 409
    assert Address.objects.count() == 30


@pytest.mark.parametrize(
    ("host", "told"),
    [
        ("tw.localhost", {"name": "王小明", "line1": "中山北路二段 42 號", "postcode": "104", "city": "", "country": "TW", "kind": "delivery"}),
        ("my.localhost", {"name": "Nur Aisyah", "line1": "12 Jalan Ampang", "postcode": "50450", "city": "Kuala Lumpur", "country": "MY", "kind": "delivery"}),
    ],
)
def test_each_site_asks_as_its_country_does(lena, host, told):
    client = sign_in(Client(headers={"host": host}), lena)
    assert client.get("/account/addresses").status_code == 200
    assert client.post("/account/addresses", told).status_code == 302
    assert addresses_of(lena.pk)[0].postal.region in {"臺北市", "Taipei City", "Kuala Lumpur"}


def test_a_site_delivers_only_where_it_does(client, lena):
    assert client.post("/account/addresses", {**LENA, "country": "TW", "postcode": "104"}).status_code == 422
    assert not Address.objects.exists()


def test_the_towns_of_a_postcode_are_suggested_without_script_too(client):
    part = client.get("/account/places?country=MY&postcode=50450", headers={"hx-request": "true"})
    assert part.content.decode() == '<option value="Kuala Lumpur">Kuala Lumpur</option>'
    assert b"<!doctype html>" in client.get("/account/places?country=MY&postcode=50450").content


@pytest.mark.parametrize("path", ["/account", "/account/addresses", "/account/sessions", "/accounts/email/", "/accounts/password/change/"])
def test_the_house_is_closed_to_who_is_not_signed_in(client, path):
    response = client.get(path)
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/accounts/login/")


def test_the_address_book_costs_the_same_however_long(client, lena):
    make_address(lena)
    client.get("/account/addresses")
    costs = []
    for more in (0, 1, 8):
        for _ in range(more):
            make_address(lena)
        with CaptureQueriesContext(connections["default"]) as shop, CaptureQueriesContext(connections["safe"]) as safe:
            client.get("/account/addresses")
        costs.append((len(shop), len(safe)))
    assert len(set(costs)) == 1, costs
    assert costs[0] <= (4, 3)


FIELDS = ("name", "line1", "line2", "postcode", "city", "region", "phone", "country", "kind")


@pytest.mark.parametrize("name", FIELDS)
def test_naughty_strings_in_every_field_of_an_address_are_understood_or_refused(name):
    for text in strings():
        form = BookAddressForm({**LENA, name: text}, countries=["DE", "TW", "MY"])
        assert form.is_valid() or all(form.errors.values())


def test_naughty_strings_on_the_page_of_addresses_break_nothing(client, lena):
    """Each string once, each time in another field; what was kept is shown again."""
    for turn, text in enumerate(strings()[::3]):
        response = client.post("/account/addresses", {**LENA, FIELDS[turn % len(FIELDS)]: text})
        assert response.status_code in (302, 422)
        assert b"<script>alert" not in response.content
        if Address.objects.count() == 30:
            assert b"<script>alert" not in client.get("/account/addresses").content
            Address.objects.all().delete()


def test_naughty_strings_in_a_profile_break_nothing_and_come_back_escaped(client, lena):
    for text in strings()[1::3]:
        response = client.post("/account", {"name": text, "birthday": text, "gender": text, "phone": text})
        assert response.status_code in (302, 422)
        assert b"<script>alert" not in response.content
    for text in strings():
        form = ProfileForm({"name": text, "birthday": text, "gender": text, "phone": text}, country="DE")
        assert form.is_valid() or all(form.errors.values())


def test_naughty_strings_at_the_door_break_nothing(client, monkeypatch):
    for where in ("base.limits", "accounts.signin.adapter", "accounts.signin.mail", "accounts.proofs"):
        monkeypatch.setattr(f"boxmalls.{where}.take", lambda *_a, **_k: None)
    for turn, text in enumerate(strings()):
        path, form = list(DOOR.items())[turn % len(DOOR)]
        response = client.post(path, dict.fromkeys(form, text))
        assert response.status_code in (200, 302, 422), (path, text)
        assert b"<script>alert" not in response.content


DOOR = {
    "/accounts/login/": ("login", "password", "next"),
    "/accounts/signup/": ("email", "password1", "next"),
    "/accounts/password/reset/": ("email", "next"),
    "/account/prove": ("email", "next"),
}


def test_a_naughty_address_to_go_to_after_signing_in_stays_in_the_house(client):
    user = make_user("lena@posteo.example")
    for away in ("https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", "/\\elsewhere.example"):
        client.logout()
        response = client.post("/accounts/login/", {"login": user.email, "password": PASSWORD, "next": away})
        assert response.headers["Location"] == "/account"
    assert User.objects.count() == 1
