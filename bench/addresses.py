"""Addresses to measure, and how many queries each page asks; run inside a filled shop, prints JSON."""

import json
import random
import re
import sys
from itertools import count
from typing import Any

AGAIN = 40
ONCE = 3000
PEOPLE = 10
WORDS = ["alba folding", "cordless", "granite quiet stand", "kestrel 12", "wooden", "harbour slim lamp", "stackable", "fennel insulated"]


def main(arguments: list[str]) -> None:
    """Addresses of each kind, or the query counts of the addresses given as JSON."""
    import django

    django.setup()
    if not arguments:
        print(json.dumps(_addresses() | {"readers": _readers(), "questions": _questions()}))
    else:
        print(json.dumps(_counted(json.loads(arguments[0]))))


def _addresses() -> dict[str, list[str]]:
    from boxmalls.base import sql

    products = sql.rows("SELECT id, slug, title FROM catalog_product ORDER BY id LIMIT %s", [AGAIN + ONCE])
    shelves = sql.rows(
        "SELECT c.id, c.slug FROM catalog_shelfcount n JOIN catalog_category c ON c.id = n.shelf WHERE n.site_id = 'eu' AND c.level BETWEEN 0 AND 2 "
        "ORDER BY n.products DESC LIMIT %s",
        [AGAIN],
    )
    pages = [f"/products/{key}/{slug}" for key, slug, _title in products]
    return {
        "home": ["/"],
        "category": [f"/c/{key}/{slug}" for key, slug in shelves],
        "search (words asked before)": [f"/search?q={words.replace(' ', '+')}" for words in WORDS],
        "search (new words)": _new_words([title for _key, _slug, title in products]),
        "product (drawn before)": pages[:AGAIN],
        "product (first time)": pages[AGAIN:],
    }


def _readers() -> dict[str, str]:
    """The cookie of some people who are signed in, with forty rows each, and their numbers. Signing in notes the place, as the page of it does."""
    from allauth.usersessions.models import UserSession
    from django.test import Client

    from bench.rights import make_people
    from boxmalls.accounts.signin.models import User
    from boxmalls.accounts.testing import sign_in

    clients = [(sign_in(Client(headers={"host": "eu.localhost"}), person), person) for person in make_people(PEOPLE)]
    readers = {client.cookies["session"].value: person for client, person in clients}
    for key, person in readers.items():
        UserSession.objects.create(user=User.objects.get(person_id=person), session_key=key, ip="127.0.0.1", user_agent="")
    return {f"session={key}": str(person) for key, person in readers.items()}


def _questions() -> dict[str, str]:
    """What our policy page asks, as text with numbered places, so that its floor asks the same."""
    from boxmalls.accounts.signin.store import question_of_session
    from boxmalls.base.ids import new_id
    from boxmalls.checkout.queries import question_of_count
    from boxmalls.privacy.policy.glance import question_of
    from boxmalls.privacy.policy.queries import question_of_version

    person = new_id()
    held = {"shop": question_of("default", person), "safe": question_of("safe", person)}
    rest = {"session": question_of_session("", person), "version": question_of_version("eu", person), "basket": question_of_count(person)}
    return {name: asked.raw.text.decode() for name, asked in held.items()} | {name: _numbered(asked) for name, asked in rest.items()}


def _numbered(asked: Any) -> str:
    """A short statement with its places numbered, each kind once."""
    names = list(asked.parameters) if isinstance(asked.parameters, dict) else []
    places = count(1)
    return re.sub(r"%(?:\((\w+)\))?s", lambda place: f"${names.index(place[1]) + 1}" if place[1] else f"${next(places)}", asked.text)


def _new_words(titles: list[str]) -> list[str]:
    """Searches of one to three words that goods are called by, no two alike; the maker's number, which finds one thing, in one of ten."""
    dice, asked = random.Random(5), dict[str, None]()
    for _ in range(20 * ONCE):
        if len(asked) == ONCE:
            break
        *words, number = (word for word in dice.choice(titles).replace("-", " ").split() if word.isalnum() and word.isascii())
        chosen = dice.sample(words, min(len(words), dice.choice((1, 2, 2, 3, 3)))) + ([number] if dice.random() < 0.1 else [])
        asked[f"/search?q={'+'.join(chosen)}"] = None
    return list(asked)


def _counted(pages: dict[str, list[str]]) -> dict[str, int]:
    from django.db import connections
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    counts = {}
    for name, (path, cookies) in pages.items():
        client = Client(headers={"host": "eu.localhost", "accept-language": "en"} | ({"cookie": cookies} if cookies else {}))
        if "first" not in name and "new" not in name:
            client.get(path)
        with CaptureQueriesContext(connections["default"]) as shop, CaptureQueriesContext(connections["safe"]) as safe:
            client.get(path)
        counts[name] = len(shop) + len(safe)
    return counts


if __name__ == "__main__":
    main(sys.argv[1:])
