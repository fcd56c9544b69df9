"""Erase again whom any ledger remembers as erased; run it in a shop that was restored from a backup, before it serves anybody."""

import json
from typing import Any

from django.core.management.base import BaseCommand

from boxmalls.base.clock import now
from boxmalls.privacy.rights.erasing import replay
from boxmalls.privacy.rights.erasing.gate import forget_state, write_state


class Command(BaseCommand):
    help = "Erase again everybody whom the safe, the shop or the file beside the backups remembers. For what was restored from a backup."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            replayed = replay(at=now(), progress=write_state)
        finally:
            forget_state()
        self.stdout.write(json.dumps({"replayed": replayed}))
