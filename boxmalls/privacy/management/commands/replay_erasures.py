"""Erase again whom the safe remembers as erased; run it in a shop that was restored from a backup, before it serves anybody."""

from typing import Any

from django.core.management.base import BaseCommand

from boxmalls.base.clock import now
from boxmalls.privacy.rights.erasing import continue_erasures, replay


class Command(BaseCommand):
    help = "Erase again everybody whose erasure the safe remembers. For a shop restored from a backup, before it serves anybody."

    def handle(self, *args: Any, **options: Any) -> None:
        at = now()
        finished, replayed = continue_erasures(at=at), replay(at=at)
        self.stdout.write(f"{replayed} erasures replayed, {finished} interrupted ones finished.")
