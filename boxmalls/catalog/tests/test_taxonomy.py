"""The shipped taxonomy: whole, named, and the same when loaded again."""

import pytest

from boxmalls.catalog.actions.taxonomy import load_taxonomy, malay_names
from boxmalls.catalog.importing.categories import CategoryFinder, attribute_values
from boxmalls.catalog.models import Attribute, AttributeValue, Category, CategoryAttribute

pytestmark = pytest.mark.django_db


def test_the_taxonomy_is_whole_and_loading_it_again_changes_nothing(django_assert_num_queries):
    assert load_taxonomy() == 10_595
    counts = [each.objects.count() for each in (Category, Attribute, AttributeValue, CategoryAttribute)]
    assert counts == [10_595, 1_987, 20_635, 37_889]
    before = Category.objects.extra(select={"version": "xmin"}).values_list("version", flat=True).distinct()
    versions = set(before)
    load_taxonomy()
    assert set(before) == versions
    shirt = Category.objects.get(pk="aa-1-13-8")
    assert shirt.path == ["aa", "aa-1", "aa-1-13", "aa-1-13-8"]
    assert shirt.slug == "t-shirts"
    assert shirt.names["ms"] == "Kemeja-T"
    assert {"zh-hant", "zh-hans", "ja"} <= set(shirt.names)
    assert set(malay_names()) <= set(Category.objects.values_list("id", flat=True))
    assert set(Category.objects.filter(level=0).values_list("id", flat=True)) <= set(malay_names())
    _a_shopkeeper_may_write_a_category_in_any_of_three_ways()


def _a_shopkeeper_may_write_a_category_in_any_of_three_ways() -> None:
    find = CategoryFinder()
    for written in ("co-2-8", "Cameras & Optics > Cameras > Webcams", "webcams", "kamera & optik > kamera > kamera web"):
        assert find(written) == "co-2-8"
    assert find("Thrones")[0] == "category-unknown"
    code, details = find("Accessories sets") if isinstance(find("Accessories sets"), tuple) else ("category-unknown", {})
    assert code.startswith("category-")
    assert isinstance(details, dict)
    assert "color__red" in attribute_values()["color"]
