"""Your data: to its owner everything, masked until asked for; to anybody else nothing."""

import io
import json
import zipfile
from urllib.parse import quote

import pytest
from django.http import HttpResponse

from boxmalls.accounts.testing import make_account, make_address, sign_in
from boxmalls.accounts.visitors import COOKIE, set_cookie
from boxmalls.privacy.actions.persons import become
from boxmalls.privacy.models import Consent, Correction, JournalEntry, Person
from boxmalls.privacy.rights.inventory import holdings_of
from boxmalls.privacy.rights.models import Erasure
from boxmalls.privacy.rights.testing import remember
from boxmalls.privacy.testing import AT, make_visitor
from boxmalls.sites.testing import make_sites
from tests.naughty import strings

pytestmark = pytest.mark.django_db(databases=["default", "safe"])

EMAIL = "lena@posteo.example"


@pytest.fixture(autouse=True)
def _sites():
    make_sites()


@pytest.fixture
def lena():
    person = make_account(EMAIL, password=None, at=AT)
    make_address(person, at=AT)
    return remember(person, email=EMAIL)


@pytest.fixture
def hers(client, lena):
    return sign_in(client, lena)


def key_of(person, column):
    return next(cell.key for cell in holdings_of(person.pk) if cell.column == column and cell.holding.model == "accounts.Address")


def with_cookie(client, person):
    answer = HttpResponse()
    set_cookie(answer, person.pk)
    client.cookies[COOKIE] = answer.cookies[COOKIE].value
    return client


def test_nothing_held_is_said_aloud(client):
    page = client.get("/your-data").content.decode()
    assert page.count("Nothing held") == 9
    assert "Nothing is held about you" in page
    assert not Person.objects.exists(), "and looking leaves no record"


def test_all_nine_categories_stand_there_the_empty_ones_too(hers):
    page = hers.get("/your-data").content.decode()
    assert all(f'id="d-{letter}"' in page for letter in "abcdefghi")
    assert "Nothing held" in page


def test_values_are_masked_until_they_are_asked_for(hers, lena):
    page = hers.get("/your-data").content.decode()
    assert "Lindenweg" not in page
    assert "Lena Krause" not in page
    assert EMAIL not in page
    assert "L••• K•••" in page
    shown = hers.post(f"/your-data/show?cell={key_of(lena, 'line1')}", headers={"HX-Request": "true"}).content.decode()
    assert "Lindenweg 12" in shown
    assert "<html" not in shown
    assert JournalEntry.objects.filter(subject=lena, actor_role="person", what="accounts.Address.line1").count() == 1


def test_without_javascript_the_whole_page_comes_with_that_value_open(hers, lena):
    page = hers.post(f"/your-data/show?cell={key_of(lena, 'line1')}").content.decode()
    assert "Lindenweg 12" in page
    assert "Lena Krause" not in page
    assert 'id="d-i"' in page


@pytest.mark.parametrize("key", ["", "accounts.Address", "accounts.Address:1:line1", "nothing.There:1:x", "accounts.Address::person_id", "\x00:\x00:\x00"])
def test_a_key_that_leads_nowhere_is_not_found(hers, key):
    assert hers.post("/your-data/show", {}, query_params={"cell": key}).status_code == 404


def test_somebody_elses_value_is_not_found(client, lena):
    sign_in(client, make_account("other@posteo.example", password=None, at=AT))
    for address, body in ((f"/your-data/show?cell={key_of(lena, 'line1')}", {}), ("/your-data/correction", {"cell": key_of(lena, "name"), "value": "Eve"})):
        assert client.post(address, body).status_code == 404
    assert not JournalEntry.objects.filter(actor_role="person").exists()
    assert not Correction.objects.exists()


def test_a_value_is_corrected_in_place_and_the_correction_leaves_a_note_without_values(hers, lena):
    key = key_of(lena, "name")
    assert hers.post("/your-data/correction", {"cell": key, "value": " Lena Kraus "}).status_code == 302
    assert next(cell.value for cell in holdings_of(lena.pk) if cell.key == key) == "Lena Kraus"
    assert Correction.objects.get().what == "accounts.Address.name"


@pytest.mark.parametrize("value", ["", "   ", "x" * 101, "a\x00b"])
def test_a_value_that_cannot_be_taken_says_why_and_changes_nothing(hers, lena, value):
    key = key_of(lena, "name")
    answer = hers.post("/your-data/correction", {"cell": key, "value": value})
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()
    assert next(cell.value for cell in holdings_of(lena.pk) if cell.key == key) == "Lena Krause"
    assert not Correction.objects.exists()


def test_what_may_not_be_corrected_in_place_is_not(hers, lena):
    assert hers.post("/your-data/correction", {"cell": key_of(lena, "country"), "value": "FR"}).status_code == 404


def test_the_download_is_what_the_page_shows(hers, lena):
    answer = hers.post("/your-data/download")
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    said = json.loads(archive.read("export.json"))
    exported = {
        f"{holding['holding']}:{row['id']}:{column}"
        for holding in said["holdings"]
        for row in holding["rows"]
        for column, value in row["values"].items()
        if value not in (None, "")
    }
    held = {cell.key for cell in holdings_of(lena.pk) if cell.raw is not None}
    assert {key for key in held if not key.startswith("privacy.JournalEntry:")} <= exported, "the look that the download itself is comes after it"
    assert {key.split(":")[0] for key in exported - held} <= {"privacy.JournalEntry", "privacy.Disclosure", "privacy.Correction"}
    assert b"Lindenweg 12" in archive.read("index.html")
    assert b"<script" not in archive.read("index.html")
    assert "password" not in json.dumps([row["values"] for holding in said["holdings"] for row in holding["rows"]])
    assert JournalEntry.objects.filter(verb="exported", actor_role="person").count() == 1


def test_one_category_can_be_downloaded_alone(hers):
    archive = zipfile.ZipFile(io.BytesIO(hers.post("/your-data/download", {"category": "a"}).content))
    said = json.loads(archive.read("export.json"))
    assert {column["category"] for holding in said["holdings"] for column in holding["columns"]} == {"3.1.a"}


def test_who_looked_and_who_received_stand_there(hers):
    page = hers.get("/your-data").content.decode()
    assert "A return" in page
    assert "Post" in page
    assert "name, address" in page


def test_a_guest_with_a_cookie_alone_sees_that_something_is_held_and_no_value(client, lena):
    guest = become(person=make_visitor(), kind=Person.GUEST, at=AT)
    make_address(guest, at=AT)
    with_cookie(client, guest)
    page = client.get("/your-data").content.decode()
    assert "L••• K•••" in page
    assert "Prove the address" in page
    for address, body in (
        (f"/your-data/show?cell={key_of(guest, 'line1')}", {}),
        ("/your-data/correction", {"cell": key_of(guest, "name"), "value": "Eve"}),
        ("/your-data/download", {}),
        ("/your-data/choices", {"purpose": "x"}),
        ("/your-data/erase", {"word": "erase"}),
    ):
        assert client.post(address, body).status_code in (403, 404)
    assert not Erasure.objects.exists()


def test_a_visitor_is_nothing_but_their_cookie_and_may_do_everything(client):
    visitor = make_visitor()
    with_cookie(client, visitor)
    assert client.post("/your-data/download").status_code == 200
    answer = client.post("/your-data/erase", {"word": "erase"})
    assert answer.status_code == 302
    assert Erasure.objects.get().person_id == visitor.pk
    assert client.cookies[COOKIE].value == ""


def test_erasing_needs_the_word(hers, lena):
    plan = hers.get("/your-data/erase").content.decode()
    assert "Address book" in plan
    answer = hers.post("/your-data/erase", {"word": "yes"})
    assert answer.status_code == 422
    assert not Erasure.objects.exists()


def test_the_receipt_stands_where_the_plan_said_and_the_person_is_signed_out(hers, lena):
    import re

    plan = hers.get("/your-data/erase").content.decode()
    address = re.search(r"/your-data/receipts/[\w-]+", plan)[0]
    signed = re.search(r'name="receipt" value="([^"]+)"', plan)[1]
    answer = hers.post("/your-data/erase", {"word": "Erase", "receipt": signed})
    assert answer.headers["Location"] == address
    page = hers.get(address).content.decode()
    assert "Address book" in page
    assert EMAIL not in page
    assert "Nothing is held about you" in hers.get("/your-data").content.decode()
    text = hers.get(f"{address}/text").content.decode()
    assert "Address book" in text
    assert not any(word in page + text for word in ("Krause", "Lindenweg", str(lena.pk)))


def test_nobody_finds_a_receipt_by_guessing(client):
    assert client.get("/your-data/receipts/guess").status_code == 404


def test_a_choice_that_is_not_offered_is_not_found(hers):
    assert hers.post("/your-data/choices", {"purpose": "privacy.accepting", "agreed": "on"}).status_code == 404
    assert Consent.objects.count() == 1


def test_the_page_costs_the_same_with_twice_the_rows(hers, lena):
    from django.db import connections
    from django.test.utils import CaptureQueriesContext

    def cost():
        with CaptureQueriesContext(connections["default"]) as shop, CaptureQueriesContext(connections["safe"]) as safe:
            assert hers.get("/your-data").status_code == 200
        return len(shop), len(safe)

    hers.get("/your-data")
    before = cost()
    for _ in range(3):
        make_address(lena, at=AT)
        remember(lena, email=EMAIL)
    assert cost() == before


def test_no_naughty_string_breaks_a_form(hers, lena):
    key = key_of(lena, "name")
    for text in strings()[::3]:
        assert hers.post("/your-data/correction", {"cell": key, "value": text}).status_code in (302, 422), text
    page = hers.post(f"/your-data/show?cell={key}").content.decode()
    assert "<script>alert" not in page


@pytest.mark.parametrize("text", ["\x00", "💩", "' OR 1=1 --", "../../etc/passwd", "x" * 5000, "%s%n", "{{ 7*7 }}"])
def test_no_naughty_string_breaks_an_address(hers, text):
    for answer in (
        hers.post("/your-data/show", {}, query_params={"cell": f"accounts.Address:{text}:name"}),
        hers.post("/your-data/correction", {"cell": text, "value": text}),
        hers.post("/your-data/choices", {"purpose": text, "agreed": text}),
        hers.get("/your-data/receipts/" + quote(text, safe="")),
    ):
        assert answer.status_code in (400, 404), text
    assert hers.post("/your-data/download", {"category": text}).status_code == 200
    assert hers.post("/your-data/erase", {"word": text, "receipt": text}).status_code == 422
