"""Erase again whom any ledger remembers as erased; run it in a shop that was restored from a backup, before it serves anybody."""

import json
from typing import Any

from django.core.management.base import BaseCommand

from boxmalls.base.clock import now
from boxmalls.privacy.rights.erasing import replay
from boxmalls.privacy.rights.erasing.gate import forget_state, write_state
from boxmalls.privacy.rights.erasing.newcomers import count_without_a_key, take_in


class Command(BaseCommand):
    help = "Erase again everybody whom the safe, the shop or the file beside the backups remembers. For what was restored from a backup."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            replayed = replay(at=now(), progress=write_state)
            taken_in, without = take_in(at=now()), count_without_a_key()
        finally:
            forget_state()
        self.stdout.write(json.dumps({"replayed": replayed, "taken_in": taken_in, "without_a_key": without}))
