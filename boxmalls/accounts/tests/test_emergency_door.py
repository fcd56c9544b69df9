"""The emergency door: on its own host only, for few, to look more than to touch, and every look at a person is noted."""

import pytest
from django.test import Client

from boxmalls.accounts.emergency.door import door
from boxmalls.accounts.signin.models import User
from boxmalls.accounts.testing import PASSWORD, make_account, make_address, make_user
from boxmalls.privacy.models import JournalEntry
from boxmalls.sites.models import Site

pytestmark = [pytest.mark.django_db(databases=["default", "safe"]), pytest.mark.usefixtures("shop")]


@pytest.fixture
def keeper(settings):
    settings.ALLOWED_HOSTS = ["*"]
    User.objects.create_superuser("keeper@boxmalls.example", PASSWORD)
    client = Client(headers={"host": settings.ADMIN_HOST})
    response = client.post("/login/?next=/", {"username": "keeper@boxmalls.example", "password": PASSWORD})
    assert response.status_code == 302
    return client


def test_the_shop_has_no_admin_and_the_admins_host_has_no_shop(client, keeper):
    assert client.get("/admin/").status_code == 404
    assert client.get("/accounts/signin/user/").status_code == 404
    assert keeper.get("/account/x").status_code == 404
    assert keeper.get("/accounts/login/").status_code == 404
    assert keeper.get("/").status_code == 200


def test_somebody_with_an_account_but_no_key_stays_outside(settings):
    settings.ALLOWED_HOSTS = ["*"]
    user = make_user("lena@posteo.example")
    client = Client(headers={"host": settings.ADMIN_HOST})
    assert client.post("/login/", {"username": user.email, "password": PASSWORD}).status_code == 200
    assert client.get("/signin/user/").status_code == 302


def test_six_wrong_passwords_close_the_door(settings):
    settings.ALLOWED_HOSTS = ["*"]
    client = Client(headers={"host": settings.ADMIN_HOST})
    User.objects.create_superuser("keeper@boxmalls.example", PASSWORD)
    for _ in range(5):
        assert b"tried too often" not in client.post("/login/", {"username": "keeper@boxmalls.example", "password": "no"}).content
    right = client.post("/login/", {"username": "keeper@boxmalls.example", "password": PASSWORD})
    assert b"tried too often" in right.content
    assert client.get("/").status_code == 302


def test_looking_at_a_persons_row_is_noted_for_that_person_and_shows_nothing_sealed(keeper):
    person = make_account()
    address = make_address(person)
    page = keeper.get(f"/accounts/address/{address.pk}/change/")
    assert page.status_code == 200
    assert b"Lindenweg" not in page.content
    entry = JournalEntry.objects.get(subject_id=person.pk)
    assert (entry.verb, entry.what, str(entry.row), entry.actor_role) == ("read", "accounts.Address", str(address.pk), "staff")


def test_a_persons_rows_cannot_be_changed_here(keeper):
    address = make_address(make_account())
    assert keeper.post(f"/accounts/address/{address.pk}/change/", {"country": "FR"}).status_code == 403
    address.refresh_from_db()
    assert address.country == "DE"
    assert keeper.post(f"/accounts/address/{address.pk}/delete/").status_code == 403
    assert keeper.get("/accounts/address/add/").status_code == 403


def test_passwords_and_session_keys_are_shown_to_nobody(keeper):
    user = make_user("lena@posteo.example")
    page = keeper.get(f"/signin/user/{user.pk}/change/").content.decode()
    assert "argon2" not in page
    assert "lena@posteo.example" in page


def test_what_is_about_no_person_can_be_mended(keeper):
    site = Site.objects.first()
    assert keeper.get(f"/sites/site/{site.pk}/change/").status_code == 200
    assert b'name="_save"' in keeper.get(f"/sites/site/{site.pk}/change/").content


def test_every_list_opens(keeper):
    for model in door._registry:
        assert keeper.get(f"/{model._meta.app_label}/{model._meta.model_name}/").status_code == 200, model


def test_no_script_runs_behind_the_door_so_nothing_is_kept_in_the_browser(keeper):
    for path in ("/", "/login/", "/sites/site/"):
        assert "script-src 'none'" in keeper.get(path).headers["Content-Security-Policy"]
