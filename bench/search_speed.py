"""How quick search is: `python -m bench.search_speed 100000`. Invented goods go straight into an index; no database is asked."""

import csv
import gzip
import statistics
import sys
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from uuid import UUID

import psutil
from rich.console import Console
from rich.table import Table

from bench.listings import SELLERS, listings
from boxmalls.search.asking.corrections import corrected
from boxmalls.search.asking.facets import count_facets
from boxmalls.search.asking.filters import filters_of
from boxmalls.search.asking.finding import find, page
from boxmalls.search.asking.question import understand
from boxmalls.search.asking.request import SearchRequest
from boxmalls.search.brands import brand_titles
from boxmalls.search.index.entries import Entry
from boxmalls.search.index.reading import Reader, open_reader
from boxmalls.search.index.writing import pen
from boxmalls.search.suggestions import Directory, completed

CATEGORIES = Path(__file__).parent.parent / "boxmalls" / "catalog" / "data" / "categories.csv.gz"
ROUNDS = 300


def entries(count: int) -> list[Entry]:
    """So many invented goods of five sellers."""
    with gzip.open(CATEGORIES, "rt", encoding="utf-8", newline="") as file:
        names = {row["id"]: row["en"] for row in csv.DictReader(file)}
    nouns = [(key, name) for key, name in names.items() if key.count("-") == 3]
    made = []
    for number, row in enumerate(listings(count, nouns)):
        parts = row["category"].split("-")
        path = tuple("-".join(parts[: at + 1]) for at in range(len(parts)))
        made.append(
            Entry(
                str(UUID(int=number)),
                "eu",
                row["title"],
                row["description"],
                brand=row["brand"],
                model_no=row["model_no"],
                category_path=path,
                category_names=tuple(names[key] for key in path),
                sellers=(SELLERS[number % 5],),
                conditions=(row["condition"],),
                learns=(("label", "address", "address_phone")[number % 3],),
                attributes=(f"color=color__{number % 12}", f"size=size__{number % 7}"),
                price_minor=int(float(row["price"]) * 100),
                in_stock=row["stock"] != "0",
                created_at=1_700_000_000 + number,
            )
        )
    return made


def answer(reader: Reader, request: SearchRequest) -> int:
    """All that a page of results needs from the index."""
    question, filters = understand(request.text), filters_of(request)
    if better := corrected(reader, question):
        question = understand(better)
    found = find(reader, question, request, filters)
    page(reader, question, request, found, filters)
    count_facets(reader, found.query, request, filters, lambda kind, codes: brand_titles(reader, codes) if kind == "brand" else _same(codes))
    return found.total


def _same(codes: list[str]) -> dict[str, str]:
    return dict(zip(codes, codes, strict=True))


def times(ask: Callable[[str], object], texts: list[str]) -> tuple[float, float]:
    """CPU milliseconds for the middle and for 99 of 100."""
    took = []
    for text in islice(cycle(texts), ROUNDS):
        started = process_time()
        ask(text)
        took.append((process_time() - started) * 1000)
    return statistics.median(took), statistics.quantiles(took, n=100)[98]


def main(count: int) -> None:
    """Make the index and print the table."""
    goods = entries(count)
    titles = [goods[place * 7919 % count].title for place in range(60)]
    shapes: dict[str, tuple[list[str], dict[str, object]]] = {
        "one frequent word": (["cordless", "wooden", "compact"], {}),
        "two words": ([" ".join(title.split()[1:3]) for title in titles], {}),
        "two words, chosen brand and price": ([" ".join(title.split()[1:3]) for title in titles], {"brands": ("alba", "ember"), "price_max_minor": 40_000}),
        "a whole title": (titles, {}),
        "a maker's number": ([title.split()[-1] for title in titles], {}),
        "a slip": ([title.split()[1][:-2] + title.split()[1][-1] + title.split()[1][-2] for title in titles], {}),
        "no words, a category": ([""], {"category": "ha"}),
        "no words, everything, by price": ([""], {"sort": "price"}),
    }
    with TemporaryDirectory() as folder:
        started, before = perf_counter(), process_time()
        with pen(Path(folder), new=True) as written:
            written.add(goods)
            written.commit((0, 0))
        took, used = perf_counter() - started, process_time() - before
        reader = open_reader(Path(folder))
        table = Table(
            "question",
            "goods found",
            "p50 CPU ms",
            "p99 CPU ms",
            title=f"{count:,} goods, indexed in {took:.1f} s ({used:.1f} s of CPU), all facets counted each time",
        )
        for name, (texts, more) in shapes.items():
            requests = {text: SearchRequest("eu", text=text, **more) for text in texts}  # type: ignore[arg-type]
            middle, slow = times(lambda text, asked=requests: answer(reader, asked[text]), texts)
            table.add_row(name, f"{answer(reader, requests[texts[0]]):,}", f"{middle:.2f}", f"{slow:.2f}")
        typed = [title[:length].lower() for title in titles for length in (2, 4, 8, 12)]
        middle, slow = times(lambda text: completed(reader, "eu", text, Directory()), typed)
        table.add_row("suggestions while typing", "", f"{middle:.2f}", f"{slow:.2f}")
        Console(width=110).print(table)
        print(f"Size of this process: {psutil.Process().memory_info().rss / 1e6:,.0f} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
