"""Make the bytes of erasures go from the databases' files now, as the worker does every ten minutes."""

from typing import Any

from django.core.management.base import BaseCommand

from boxmalls.base.clock import now
from boxmalls.privacy.rights.housekeeping import keep_house


class Command(BaseCommand):
    help = "Write anew the tables that erasures touched, begin a new log and delete the old one; say of how many erasures the bytes are gone."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"The bytes of {keep_house(at=now())} erasures are gone.")
