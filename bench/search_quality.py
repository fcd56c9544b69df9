"""
How well search finds a known thing: `make bench-search`.

A listing's title is typed as a question; found must be the listings of another shop that people labelled as the same
product. Pairs: Abt-Buy, Amazon-Google and Walmart-Amazon. All 12,400 listings are indexed; the answer is narrowed to the
other shop of the pair, as a visitor would by the facet "seller".

Plain: tantivy's BM25 over every field as it comes (title, description, brand, category, model number), no boosts.
Ours: the product's own search, from `understand` to the page. Its weights were tuned on the half "tuned on" (by a hash of the
question's listing) in the direction left to right; the half "held out" was not looked at.
"""

import argparse
import csv
import gzip
import math
import re
import statistics
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from time import process_time

import tantivy
from rich.console import Console
from rich.table import Table

from boxmalls.search.asking.filters import filters_of
from boxmalls.search.asking.finding import find, page
from boxmalls.search.asking.question import understand
from boxmalls.search.asking.request import SearchRequest
from boxmalls.search.index.entries import Entry, document
from boxmalls.search.index.reading import Reader
from boxmalls.search.index.schema import schema

PAIRS = Path(__file__).parent / "data" / "cross_shop"
FIELDS = ("title", "description", "brand", "category", "model_no")
TOP = 10

type Rows = list[dict[str, str]]
type Relevant = dict[str, set[str]]
type Ask = Callable[[dict[str, str], str], list[str]]


@dataclass(frozen=True, slots=True)
class Score:
    """NDCG@10, share of questions answered at rank 1 and within the first ten, CPU milliseconds for half and for 99 of 100."""

    questions: int
    ndcg: float
    hit_1: float
    hit_10: float
    p50: float
    p99: float


def read(folder: Path, name: str) -> Rows:
    """The rows of a packed table."""
    with gzip.open(folder / name, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def shop_of(listing: dict[str, str]) -> str:
    """The shop, as a seller's name."""
    return f"{listing['dataset']}-{listing['seller']}".replace("_", "-")


def entry_of(listing: dict[str, str]) -> Entry:
    """A listing as the product would index it."""
    names = (listing["category"],) if listing["category"] else ()
    return Entry(
        listing["listing_id"], "eu", listing["title"], listing["description"], "en", listing["brand"], listing["model_no"],
        category_names=names, sellers=(shop_of(listing),),
    )  # fmt: skip


def ours(listings: Rows) -> Ask:
    """The product's search over these listings."""
    index = tantivy.Index(schema())
    writer = index.writer(100_000_000, 1)
    for listing in listings:
        writer.add_document(document(entry_of(listing)))
    writer.commit()
    index.reload()
    reader = Reader(index, index.searcher(), ("bench", 0))

    def ask(listing: dict[str, str], shop: str) -> list[str]:
        request = SearchRequest("eu", text=listing["title"], sellers=(shop,) if shop else (), size=TOP + 1)
        question, filters = understand(request.text), filters_of(request)
        return list(page(reader, question, request, find(reader, question, request, filters), filters)[0])

    return ask


def plain(listings: Rows) -> Ask:
    """BM25 over every field, as it comes."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw")
    builder.add_text_field("shop", tokenizer_name="raw")
    for name in FIELDS:
        builder.add_text_field(name)
    made = builder.build()
    index = tantivy.Index(made)
    writer = index.writer(100_000_000, 1)
    for listing in listings:
        writer.add_document(tantivy.Document(id=listing["listing_id"], shop=shop_of(listing), **{name: listing[name] for name in FIELDS}))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def ask(listing: dict[str, str], shop: str) -> list[str]:
        words = " ".join(re.findall(r"[a-z0-9]+", listing["title"].lower()))
        query, _ = index.parse_query_lenient(words, list(FIELDS))
        if shop:
            narrow = tantivy.Query.const_score_query(tantivy.Query.term_query(made, "shop", shop), 0.0)
            query = tantivy.Query.boolean_query([(tantivy.Occur.Must, query), (tantivy.Occur.Must, narrow)])
        return [searcher.doc(place)["id"][0] for _score, place in searcher.search(query, TOP + 1, count=False).hits]

    return ask


def measure(ask: Ask, questions: Iterable[dict[str, str]], relevant: Relevant, other_shop: Callable[[dict[str, str]], str]) -> Score:
    """Ask each question once."""
    gains: list[float] = []
    firsts = tens = 0
    times: list[float] = []
    for listing in questions:
        started = process_time()
        answer = ask(listing, other_shop(listing))
        times.append((process_time() - started) * 1000)
        wanted = relevant[listing["listing_id"]]
        found = [place in wanted for place in [name for name in answer if name != listing["listing_id"]][:TOP]]
        ideal = sum(1 / math.log2(rank + 2) for rank in range(min(TOP, len(wanted))))
        gains.append(sum(hit / math.log2(rank + 2) for rank, hit in enumerate(found)) / ideal)
        firsts += bool(found and found[0])
        tens += any(found)
    count = len(gains)
    return Score(count, sum(gains) / count, firsts / count, tens / count, statistics.median(times), statistics.quantiles(times, n=100)[98])


def held_out(listing_id: str) -> bool:
    """Which half a question belongs to."""
    return bool(sha256(listing_id.encode()).digest()[0] & 1)


def report(folder: Path, out: Console) -> bool:
    """Measure and print; whether ours is ahead on the half that was held out."""
    listings = read(folder, "listings.csv.gz")
    by_id = {listing["listing_id"]: listing for listing in listings}
    shops: dict[str, set[str]] = defaultdict(set)
    for listing in listings:
        shops[listing["dataset"]].add(shop_of(listing))
    rightwards: Relevant = defaultdict(set)
    leftwards: Relevant = defaultdict(set)
    for pair in read(folder, "pairs_train_valid.csv.gz"):
        if pair["match"] == "1":
            rightwards[pair["left"]].add(pair["right"])
            leftwards[pair["right"]].add(pair["left"])

    def across(listing: dict[str, str]) -> str:
        return next(shop for shop in shops[listing["dataset"]] if shop != shop_of(listing))

    def anywhere(_listing: dict[str, str]) -> str:
        return ""

    ways: dict[str, Ask] = {"plain BM25": plain(listings), "BoxMalls": ours(listings)}
    table = Table("what", "search", "questions", "NDCG@10", "hit@1", "hit@10", "p50 CPU ms", "p99 CPU ms", title="Known items across shops, 12,400 listings")
    held: dict[str, Score] = {}
    sets = (
        ("all, left to right", bool, rightwards, across),
        ("  tuned on", lambda name: not held_out(name), rightwards, across),
        ("  held out", held_out, rightwards, across),
        ("all, right to left", bool, leftwards, across),
        ("  held out", held_out, leftwards, across),
        ("all shops at once", held_out, rightwards, anywhere),
    )
    for number, (title, chosen, relevant, narrowing) in enumerate(sets):
        for way, ask in ways.items():
            score = measure(ask, [by_id[name] for name in sorted(relevant) if chosen(name)], relevant, narrowing)
            held[way] = score if number == 2 else held.get(way, score)
            numbers = (f"{score.ndcg:.3f}", f"{score.hit_1:.3f}", f"{score.hit_10:.3f}", f"{score.p50:.2f}", f"{score.p99:.2f}")
            table.add_row(title, way, f"{score.questions:,}", *numbers)
        table.add_section()
    out.print(table)
    return held["BoxMalls"].ndcg > held["plain BM25"].ndcg + 0.03


def main() -> int:
    """Print the table; fails when search has fallen back towards the plain."""
    parser = argparse.ArgumentParser(description="Measure how well search finds a known thing.")
    parser.add_argument("--data", type=Path, default=PAIRS, help="folder with listings.csv.gz and pairs_train_valid.csv.gz")
    folder = parser.parse_args().data
    return 0 if report(folder, Console(width=130)) else 1


if __name__ == "__main__":
    sys.exit(main())
