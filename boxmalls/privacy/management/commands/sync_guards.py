"""Set the database's guards as the register declares them. Run after migrations, as the tables' owner."""

from typing import Any

from django.core.management.base import BaseCommand

from boxmalls.privacy.register.guards import sync_guards
from boxmalls.privacy.register.statistics import forget_statistics


class Command(BaseCommand):
    help = "Let PostgreSQL refuse writes of personal data outside a declared purpose."

    def handle(self, *args: Any, **options: Any) -> None:
        tables = sync_guards()
        forget_statistics()
        self.stdout.write(f"{len(tables)} tables are guarded.")
