"""`manage.py rebuild_index`"""

from typing import Any

from django.core.management.base import BaseCommand

from boxmalls.base.clock import now
from boxmalls.search.actions.rebuilding import rebuild_index
from boxmalls.search.catalogue import count_products


class Command(BaseCommand):
    help = "Make the search index anew. The shop goes on searching the old one until the new one is whole."

    def handle(self, *args: Any, **options: Any) -> None:
        from rich.progress import Progress

        with Progress(transient=True) as bar:
            line = bar.add_task("Indexing", total=count_products())
            count = rebuild_index(at=now(), progress=lambda done: bar.update(line, completed=done))
        self.stdout.write(f"The index holds {count:,} products.")
