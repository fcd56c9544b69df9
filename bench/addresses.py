"""Addresses to measure, and how many queries each page asks; run inside a filled shop, prints JSON."""

import json
import sys


def main(arguments: list[str]) -> None:
    """Forty addresses of each kind, or the query counts of the addresses given as JSON."""
    import django

    django.setup()
    print(json.dumps(_counted(json.loads(arguments[0])) if arguments else _addresses()))


def _addresses() -> dict[str, list[str]]:
    from boxmalls.base import sql

    products = sql.rows("SELECT id, slug FROM catalog_product ORDER BY id LIMIT 40")
    shelves = sql.rows(
        "SELECT c.id, c.slug FROM catalog_shelfcount n JOIN catalog_category c ON c.id = n.shelf WHERE n.site_id = 'eu' AND c.level BETWEEN 0 AND 2 ORDER BY n.products DESC LIMIT 40"
    )
    return {
        "home": ["/"],
        "category": [f"/c/{key}/{slug}" for key, slug in shelves],
        "product": [f"/products/{key}/{slug}" for key, slug in products],
    }


def _counted(pages: dict[str, str]) -> dict[str, int]:
    from django.db import connections
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client, counts = Client(headers={"host": "eu.localhost", "accept-language": "en"}), {}
    for name, path in pages.items():
        client.get(path)
        with CaptureQueriesContext(connections["default"]) as shop, CaptureQueriesContext(connections["safe"]) as safe:
            client.get(path)
        counts[name] = len(shop) + len(safe)
    return counts


if __name__ == "__main__":
    main(sys.argv[1:])
