"""Words that mean the same find the same."""

from io import StringIO

import pytest
from django.core.management import call_command

from boxmalls.search.actions.synonyms import NotSynonyms, add_synonyms, read_seed, remove_synonyms
from boxmalls.search.models import Synonym
from boxmalls.search.queries import SearchRequest, search
from boxmalls.search.synonyms import forget_synonyms, spans, table_of
from boxmalls.search.testing import make_entry, serve_index
from boxmalls.sites.testing import make_sites

pytestmark = pytest.mark.django_db


def test_a_run_of_words_is_found_whole_and_the_longest_first():
    table = table_of([["mobile phone", "handphone"], ["phone", "telephone"]])
    assert spans(["new", "mobil", "phone"], table) == [(1, 3, [["handphon"]])]
    assert spans(["red", "phone"], table) == [(1, 2, [["telephon"]])]


def test_what_is_taught_is_found_and_what_is_untaught_is_not(django_capture_on_commit_callbacks):
    serve_index([make_entry("Brumbo deluxe")])
    ask = lambda: search(SearchRequest("eu", text="fizzlewick", as_typed=True)).total
    assert ask() == 0
    with django_capture_on_commit_callbacks(execute=True):
        made = add_synonyms(words=["fizzlewick", "Brumbo"])
    assert ask() == 1
    with django_capture_on_commit_callbacks(execute=True):
        remove_synonyms(synonym_id=made.pk)
    assert ask() == 0


def test_a_site_may_have_its_own():
    make_sites()
    add_synonyms(words=["fizzlewick", "Brumbo"], site_code="tw")
    forget_synonyms()
    serve_index([make_entry("Brumbo", site=site) for site in ("eu", "tw")])
    assert [search(SearchRequest(site, text="fizzlewick", as_typed=True)).total for site in ("eu", "tw")] == [0, 1]


@pytest.mark.parametrize("words", [[], ["sofa"], ["sofa", "SOFA "], ["", "!!"], ["a" * 61, "b"]])
def test_one_way_to_say_it_is_no_synonym(words):
    before = Synonym.objects.count()
    with pytest.raises(NotSynonyms):
        add_synonyms(words=words)
    assert Synonym.objects.count() == before


def test_a_new_shop_starts_with_some_in_every_language():
    assert Synonym.objects.count() == len(read_seed())
    assert all(len(words) >= 2 for _language, words in read_seed())
    told = StringIO()
    call_command("synonyms", stdout=told)
    assert "耳機" in told.getvalue()
