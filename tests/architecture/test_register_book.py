"""The register is printed whole, and the page in docs is what it prints."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connections

from boxmalls.privacy.models import PolicyVersion
from boxmalls.privacy.policy.actions import FIRST_TEXT
from boxmalls.privacy.register.book import as_markdown

DOC = Path(__file__).parents[2] / "docs" / "data-register.md"


def printed(*arguments):
    out = io.StringIO()
    call_command("register", *arguments, stdout=out)
    return out.getvalue()


COLUMNS = """
SELECT table_name, array_agg(column_name::text) FROM information_schema.columns
WHERE table_schema = 'public' AND table_name <> 'django_migrations' GROUP BY 1
"""


@pytest.mark.django_db(databases=["default", "safe"])
def test_every_table_of_both_databases_is_in_it_with_every_column():
    said = {table["table"]: {column["column"] for column in table["columns"]} for table in json.loads(printed("--json"))["tables"]}
    there = {}
    for alias in ("default", "safe"):
        with connections[alias].cursor() as cursor:
            cursor.execute(COLUMNS)
            there |= {table: set(columns) for table, columns in cursor.fetchall()}
    assert said == there


def test_the_page_in_docs_is_fresh():
    assert DOC.read_text() == as_markdown(), "run: manage.py register --markdown > docs/data-register.md"


def test_the_plain_listing_names_each_table_once():
    assert printed().count("privacy.Consent ") == 1


@pytest.mark.django_db(databases=["default", "safe"])
def test_the_policy_is_published_on_every_site_by_one_command():
    from boxmalls.sites.testing import make_sites

    make_sites()
    for _ in range(2):
        call_command("publish_policy", stdout=io.StringIO())
    assert sorted(PolicyVersion.objects.values_list("site_code", "number")) == [("eu", 1), ("my", 1), ("tw", 1)]
    assert PolicyVersion.objects.first().text.text.encode() == FIRST_TEXT.read_bytes()
