"""3.1.a: basic information."""

import pytest
from django.db import connections, transaction

from boxmalls.accounts.models import Profile
from boxmalls.accounts.personal_data import PROFILE
from boxmalls.accounts.signin.models import User
from boxmalls.accounts.testing import PASSWORD, make_address
from boxmalls.base.clock import now
from boxmalls.privacy.collection import collecting
from boxmalls.privacy.testing import AT

pytestmark = pytest.mark.django_db(databases=["default", "safe"])


def test_a_name_is_masked_until_its_owner_asks(hers, lena):
    make_address(lena, at=AT)
    page = hers.get("/your-data").text
    assert "L••• K•••" in page
    assert "Lena Krause" not in page
    assert "Lindenweg" not in page


def test_phone_birthday_and_address_are_masked_too_and_nothing_of_it_lies_open_in_a_table(hers, lena):
    make_address(lena, at=AT)
    with transaction.atomic(), collecting(PROFILE, person=lena, at=AT):
        Profile.objects.create(person=lena, name="Lena Krause", birthday="1990-02-01", phone="+4915123456789", changed_at=AT)
    page = hers.get("/your-data").text
    with connections["default"].cursor() as cursor:
        tables = []
        for table in ("accounts_profile", "accounts_address"):
            cursor.execute(f"SELECT row_to_json(held)::text FROM {table} AS held")
            tables += [words for (words,) in cursor.fetchall()]
    assert len(tables) == 2
    for value in ("Lena Krause", "1990-02-01", "4915123456789", "Lindenweg", "lena@posteo.example"):
        assert value not in page
        assert value not in "".join(tables)


def test_whom_the_law_of_the_site_holds_for_too_young_gets_no_account_and_is_not_kept(client):
    told = {"email": "nora@posteo.example", "password1": PASSWORD, "accept_policy": "on"}
    year = now().year
    nine, fourteen = ({**told, "birthday": f"{year - age}-01-01"} for age in (9, 14))
    assert "The law of this site wants an age of" in client.post("/accounts/signup/", nine).text
    assert "a parent or guardian has to agree" in client.post("/accounts/signup/", fourteen).text
    assert not User.objects.exists()
    assert not Profile.objects.exists(), "and their birthday is not kept"
