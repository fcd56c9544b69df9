"""The process that reads a file is killed at any moment: nothing is half in, and reading on gives what an undisturbed reading gives."""

import os
import random
import signal
import time
import traceback
import warnings
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import connections

from boxmalls.base.models import OutboxFact
from boxmalls.catalog.actions import imports
from boxmalls.catalog.actions.imports import run_import, start_import
from boxmalls.catalog.models import Card, ImportProblem, ImportRun, Offer, Product, ShelfCount, ShelfPlace, Stock
from boxmalls.catalog.testing import AT, make_category
from boxmalls.catalog.tests.test_importing import chairs, write_csv
from boxmalls.sellers.models import Seller
from boxmalls.sellers.testing import make_seller
from boxmalls.sites.testing import make_site

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "safe"])
ROWS, CHUNK = 360, 6
FULL = os.environ.get("BOXMALLS_PROOF_SIZE") == "full"
KILLS, LONGEST = (60, 1) if FULL else (8, 4)


def in_a_child(act: Callable[[], object]) -> int:
    """Begin to do something in a process of its own; its number."""
    connections.close_all()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child:
        return child
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    try:
        act()
        os._exit(0)
    except BaseException:
        traceback.print_exc()
        os._exit(1)


def ended(child: int) -> int:
    """How it ended: 0, or minus the signal."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def read(seller: Seller, path: Path, told: int = -1) -> Callable[[], object]:
    """Read a file; one byte is written to `told` for each chunk."""

    def progress(_done: int, _of: int) -> None:
        if told >= 0:
            with suppress(BrokenPipeError):
                os.write(told, b".")

    return lambda: run_import(run=start_import(seller=seller, site=make_site(), path=path, at=AT), at=AT, progress=progress)


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    make_category("na", "Uncategorized")
    make_category("fr-7", "Chairs")
    monkeypatch.setattr(imports, "CHUNK", CHUNK)
    rows = chairs(ROWS)
    rows[50]["price"], rows[51]["stock"] = "nothing", "many"
    return write_csv(tmp_path / "chairs.csv", [*rows, rows[3]])


def nothing_is_half_in(seller: Seller) -> int:
    """Every offer whole, and as many as the import says; how far it is."""
    run = ImportRun.objects.get(seller=seller)
    offers = Offer.objects.filter(seller=seller)
    products = set(offers.values_list("product_id", flat=True))
    assert run.created == offers.count() == Stock.objects.filter(seller=seller).count() == len(products)
    assert run.next_row == 1 or run.created + run.refused == run.next_row - 2
    assert ImportProblem.objects.filter(run=run).count() == run.refused
    languages = len(run.site.languages)
    assert Card.objects.filter(product__in=products).count() == len(products) * languages == Card.objects.filter(html__contains=seller.name).count()
    assert ShelfPlace.objects.filter(shelf="", product__in=products).count() == len(products)
    told = {each for payload in OutboxFact.objects.filter(topic="product.changed").values_list("payload", flat=True) for each in payload["product_ids"]}
    assert {str(each) for each in products} <= told
    return run.next_row


def result(seller: Seller) -> list[object]:
    """All that an import leaves behind, without numbers that differ from one to the next."""
    run = ImportRun.objects.get(seller=seller)
    goods = [
        (offer.external_id, offer.price_minor, offer.stock.on_hand, offer.product.title, offer.product.category_id, offer.status,
         sorted(html.replace(str(offer.product_id), "ID").replace(seller.name, "NAME").replace(seller.slug, "SLUG")
                for html in Card.objects.filter(product=offer.product).values_list("html", flat=True)),
         sorted(ShelfPlace.objects.filter(product=offer.product).exclude(shelf__startswith="@").values_list("shelf", "price_minor")))
        for offer in Offer.objects.filter(seller=seller).select_related("stock", "product").order_by("external_id")
    ]  # fmt: skip
    problems = list(ImportProblem.objects.filter(run=run).order_by("row", "column").values_list("row", "column", "code", "given"))
    shelf = ShelfCount.objects.get(shelf=f"@{seller.slug}").products
    return [run.status, run.rows, run.next_row, run.created, run.changed, run.unchanged, run.refused, goods, problems, shelf]


def test_killed_at_random_moments_and_taken_up_again_it_ends_as_if_undisturbed(file: Path) -> None:
    undisturbed, disturbed = make_seller(name="Undisturbed"), make_seller(name="Often-killed")
    begun = time.perf_counter()
    assert ended(in_a_child(read(undisturbed, file))) == 0
    a_chunk = (time.perf_counter() - begun) * CHUNK / ROWS
    dice, killed, stood_at = random.Random(), 0, set[int]()
    while True:
        heard, told = os.pipe()
        child = in_a_child(read(disturbed, file, told))
        os.close(told)
        if killed < KILLS:
            for _ in range(dice.randint(1, LONGEST) if killed % 3 else 0):
                os.read(heard, 1)  # Two of three lives last until something was taken, however slow the machine is now.
            time.sleep(dice.uniform(0, a_chunk))
            os.kill(child, signal.SIGKILL)
        os.close(heard)
        how = ended(child)
        if ImportRun.objects.filter(seller=disturbed).exists():
            stood_at.add(nothing_is_half_in(disturbed))
        if how == 0:
            break
        assert how == -signal.SIGKILL
        killed += 1
    assert killed >= KILLS // 2
    assert result(disturbed) == result(undisturbed)
    assert Product.objects.count() == 2 * (ROWS - 2)
    assert len(stood_at) > 3, "It was killed at several places of the file."


def killed_inside_a_chunk(seller: Seller, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The third chunk's goods are written, and then the process is gone."""
    taken, take = [], imports.take

    def take_and_die(**given: object) -> object:
        made = take(**given)
        taken.append(made)
        if len(taken) == 3:
            os.kill(os.getpid(), signal.SIGKILL)
        return made

    with monkeypatch.context() as inside:
        inside.setattr(imports, "take", take_and_die)
        assert ended(in_a_child(read(seller, file))) == -signal.SIGKILL


def test_killed_inside_a_chunk_leaves_nothing_of_that_chunk(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seller = make_seller()
    killed_inside_a_chunk(seller, file, monkeypatch)
    assert nothing_is_half_in(seller) == 2 + 2 * CHUNK
    assert Offer.objects.count() == 2 * CHUNK


def test_without_the_transaction_half_a_chunk_would_stay(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seller = make_seller()
    monkeypatch.setattr(imports, "_take_chunk", imports._take_chunk.__wrapped__)
    unlocked = SimpleNamespace(select_for_update=ImportRun.objects.all, filter=ImportRun.objects.filter, create=ImportRun.objects.create)
    monkeypatch.setattr(imports, "ImportRun", SimpleNamespace(objects=unlocked))
    killed_inside_a_chunk(seller, file, monkeypatch)
    with pytest.raises(AssertionError):
        nothing_is_half_in(seller)
