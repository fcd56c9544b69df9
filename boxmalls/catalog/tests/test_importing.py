"""Files of listings: what is taken, what is reported, and that nothing is ever half in."""

import csv
import json
from pathlib import Path

import pytest

from boxmalls.base.models import OutboxFact
from boxmalls.catalog.actions import imports
from boxmalls.catalog.actions.imports import run_import, start_import
from boxmalls.catalog.importing.columns import COLUMNS
from boxmalls.catalog.models import Card, ImportRun, Offer, Product, ShelfCount, Variant
from boxmalls.catalog.queries import import_problems
from boxmalls.catalog.testing import AT, make_category
from boxmalls.sellers.testing import make_seller
from boxmalls.sites.testing import make_site

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _categories():
    make_category("na", "Uncategorized")
    make_category("fr-7", "Chairs")


def write_csv(path: Path, rows: list[dict[str, object]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, fieldnames=list(dict.fromkeys(name for row in rows for name in row)))
        writer.writeheader()
        writer.writerows(rows)
    return path


def chairs(number: int, start: int = 1) -> list[dict[str, object]]:
    return [{"external_id": f"C-{n}", "title": f"Chair {n}", "price": f"{n}.50", "stock": n, "category": "Chairs"} for n in range(start, start + number)]


def read(path: Path, **given) -> ImportRun:
    seller = given.pop("seller", None) or make_seller()
    run = start_import(seller=seller, site=given.pop("site", None) or make_site(), path=path, at=AT)
    return run_import(run=run, at=AT, **given)


def counts(run: ImportRun) -> tuple[int, int, int, int]:
    return run.created, run.changed, run.unchanged, run.refused


def notes(run: ImportRun) -> list[tuple[int, str, str]]:
    return [(each.row, each.column, each.words) for each in import_problems(run)]


def test_a_file_of_chairs_stands_on_the_shelves(tmp_path):
    run = read(write_csv(tmp_path / "chairs.csv", chairs(3)))
    assert counts(run) == (3, 0, 0, 0)
    assert run.status == "done"
    offer = Offer.objects.select_related("stock", "product").get(external_id="C-2")
    assert (offer.price_minor, offer.currency, offer.stock.on_hand, offer.product.category_id) == (250, "EUR", 2, "fr-7")
    assert set(ShelfCount.objects.values_list("shelf", "products")) == {("", 3), ("fr", 3), ("fr-7", 3), (f"@{run.seller.slug}", 3)}
    assert "Chair 2" in Card.objects.get(product=offer.product, language="ja").html
    assert len(OutboxFact.objects.get(topic="product.changed").payload["product_ids"]) == 3


def test_the_same_file_again_changes_nothing(tmp_path):
    seller, path = make_seller(), write_csv(tmp_path / "chairs.csv", chairs(3))
    read(path, seller=seller)
    OutboxFact.objects.all().delete()
    assert counts(read(path, seller=seller)) == (0, 0, 3, 0)
    assert not OutboxFact.objects.exists()
    assert Product.objects.count() == Offer.objects.count() == 3


def test_a_new_price_changes_that_offer_and_its_card(tmp_path):
    seller, rows = make_seller(), chairs(2)
    read(write_csv(tmp_path / "a.csv", rows), seller=seller)
    rows[0]["price"] = "7,25"
    assert counts(read(write_csv(tmp_path / "b.csv", rows), seller=seller)) == (0, 1, 1, 0)
    assert Offer.objects.get(external_id="C-1").price_minor == 725
    assert "7.25" in Card.objects.get(product__title="Chair 1", language="en").html


def test_two_sellers_with_one_key_offer_one_product(tmp_path):
    path = write_csv(tmp_path / "a.csv", [{**chairs(1)[0], "product_key": "thonet-14"}])
    other = write_csv(tmp_path / "b.csv", [{**chairs(1)[0], "title": "Bentwood chair", "product_key": "thonet-14"}])
    read(path)
    read(other)
    product = Product.objects.get()
    assert product.title == "Chair 1"
    assert product.offers.count() == 2
    assert "2 sellers" in Card.objects.get(product=product, language="en").html


def test_a_bar_code_leads_to_the_same_product_too_and_on_every_site(tmp_path):
    seller, path = make_seller(), write_csv(tmp_path / "a.csv", [{**chairs(1)[0], "gtin": "4006381333931"}])
    read(path, seller=seller)
    read(path, seller=seller, site=make_site("tw"))
    read(path)
    assert Product.objects.get().offers.count() == 3


def test_rows_of_one_key_with_options_are_variants_of_one_product(tmp_path):
    rows = [{**chairs(1)[0], "external_id": f"S-{size}", "product_key": "shoe", "options": f"Size={size}"} for size in (39, 40, 41)]
    seller, path = make_seller(), write_csv(tmp_path / "a.csv", rows)
    read(path, seller=seller)
    assert counts(read(path, seller=seller)) == (0, 0, 3, 0)
    assert list(Variant.objects.values_list("name", "options")) == [("39", {"Size": "39"}), ("40", {"Size": "40"}), ("41", {"Size": "41"})]
    assert Product.objects.count() == 1


def test_what_is_wrong_is_told_by_row_and_column_with_what_to_write(tmp_path):
    rows: list[dict[str, object]] = [
        {**chairs(1)[0], "price": "1,234"},
        {**chairs(1, 2)[0], "stock": "many", "condition": "shiny"},
        {**chairs(1, 3)[0], "title": "", "currency": "USD"},
        {**chairs(1, 4)[0], "category": "Thrones", "gtin": "4006381333932"},
        {**chairs(1, 5)[0], "category": ""},
        {**chairs(1, 5)[0]},
    ]
    run = read(write_csv(tmp_path / "a.csv", rows))
    assert counts(run) == (1, 0, 0, 5)
    assert notes(run) == [
        (2, "price", "Write the price as a number, for example 1299.00."),
        (3, "condition", "Write one of: new, refurbished, used."),
        (3, "stock", "Write a whole number from 0 to 10000000, for example 12."),
        (4, "currency", "This site sells in EUR. Write the price in it."),
        (4, "title", "This has to be filled in."),
        (5, "category", "There is no such category. Write its number or its path, for example Furniture > Chairs."),
        (5, "gtin", "This is not a bar code number: its last digit does not fit. It was left out."),
        (6, "category", "Without a category hardly anyone finds it. Write one, for example Furniture > Chairs."),
        (7, "external_id", "Row 6 has the same reference. Give each offer its own."),
    ]


def test_a_file_without_the_needed_columns_is_refused_whole(tmp_path):
    run = read(write_csv(tmp_path / "a.csv", [{"title": "Chair", "colour": "red"}]))
    assert run.status == "refused"
    assert notes(run) == [(1, "", "The first row has to name the columns. These are missing: external_id, price.")]
    assert not Offer.objects.exists()


def test_json_lines_and_parquet_say_the_same_as_csv(tmp_path):
    import pyarrow
    import pyarrow.parquet

    rows = [{**row, "price": float(row["price"]), "options": {"Size": "L"}} for row in chairs(2)]
    lines = tmp_path / "a.jsonl"
    lines.write_text("\n".join(map(json.dumps, rows)) + '\n{"broken": \n[1]\n')
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), tmp_path / "a.parquet")
    seller = make_seller()
    run = read(lines, seller=seller)
    assert counts(run) == (2, 0, 0, 2)
    assert counts(read(tmp_path / "a.parquet", seller=seller)) == (0, 0, 2, 0)


def test_broken_off_between_chunks_it_goes_on_where_it_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr(imports, "CHUNK", 3)
    seller, path = make_seller(), write_csv(tmp_path / "a.csv", [*chairs(8), chairs(1)[0]])

    def pull_the_plug(done: int, total: int) -> None:
        if done > 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read(path, seller=seller, progress=pull_the_plug)
    assert Offer.objects.count() == 6
    left = ImportRun.objects.get()
    assert (left.status, left.next_row, counts(left)) == ("running", 8, (6, 0, 0, 0))
    run = read(path, seller=seller)
    assert run.pk == left.pk
    assert counts(run) == (8, 0, 0, 1)
    assert notes(run) == [(10, "external_id", "Row 2 has the same reference. Give each offer its own.")]


def test_a_chunk_that_fails_at_its_end_leaves_nothing_of_itself(tmp_path, monkeypatch):
    monkeypatch.setattr(imports, "CHUNK", 3)
    seller, path = make_seller(), write_csv(tmp_path / "a.csv", chairs(6))
    take = imports.take

    def fail_after_the_first(**given):
        taken = take(**given)
        if given["listings"][0].external_id != "C-1":
            raise OSError("The disk is full.")
        return taken

    monkeypatch.setattr(imports, "take", fail_after_the_first)
    with pytest.raises(OSError, match="full"):
        read(path, seller=seller)
    assert Offer.objects.count() == Product.objects.count() == 3
    assert OutboxFact.objects.count() == 1
    assert ImportRun.objects.get().next_row == 5


def test_naughty_strings_are_titles_like_any_other(tmp_path):
    naughty = Path(__file__).parents[4] / "shared/data/badinput/blns.json"
    strings = json.loads(naughty.read_text()) if naughty.exists() else ["<script>alert(1)</script>", "\x00\x01", "'; DROP TABLE x; --", "表ポあA鷗"]
    plain = {"price": "1", "category": "Chairs"}
    rows = [{**plain, "external_id": f"N-{n}", "title": text or "-", "brand": text[:100], "description": text} for n, text in enumerate(strings)]
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)))
    run = read(path)
    refused = {each.column for each in import_problems(run, most=1000)}
    assert run.created + run.refused == len(strings)
    assert refused <= {"title", "description"}
    for html in Card.objects.values_list("html", flat=True):
        assert "<script" not in html.lower()
        assert html.count("<li") == 1


def test_a_column_may_be_called_as_other_shops_call_it(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("\ufeffSKU;Name;Price;Quantity;EAN\nX-1;Stool;12,00;3;\n", encoding="utf-8")
    assert counts(read(path)) == (1, 0, 0, 0)
    assert Offer.objects.get().stock.on_hand == 3


def test_the_manual_names_every_column_and_each_of_its_names():
    manual = (Path(__file__).parents[3] / "docs" / "importing.md").read_text()
    for column in COLUMNS:
        line = next(line for line in manual.splitlines() if line.startswith(f"| `{column.name}`"))
        assert ("(needed)" in line) == column.needed
        assert line.rstrip(" |").endswith(", ".join(column.also)) or not column.also
