"""The file of erasures beside the shop's backups: brought up to date, or verified."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from boxmalls.privacy.rights.erasing import ledger


class Command(BaseCommand):
    help = "Write into the file beside the backups whose erasure it does not know yet; or verify the file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--verify", action="store_true", help="Only check every line's signature.")

    def handle(self, *args: Any, **options: Any) -> None:
        added = 0 if options["verify"] else ledger.catch_up()
        found = ledger.read()
        self.stdout.write(f"erasure ledger: {len(found.entries)} erasures, {added} of them new to {ledger.ledger_path()}")
        if found.problems:
            raise CommandError(f"{ledger.ledger_path()} is not as it was written: {'; '.join(found.problems)}. The lines that stand are honoured.")
