"""Take in somebody's download from another shop: `manage.py import_person zofia.zip --account`."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from boxmalls.accounts.carrying import open_account_of
from boxmalls.base.clock import now
from boxmalls.privacy.rights.importing import CannotImport, import_person


class Command(BaseCommand):
    help = "Make the person of a download, with everything in it. For the person in charge, at the wish of whose download it is."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("zip", type=Path, help="the file, as it was downloaded")
        parser.add_argument("--account", action="store_true", help="open an account under their first email address, which they prove at their first sign-in")

    def handle(self, *args: Any, **options: Any) -> None:
        at = now()
        try:
            person = import_person(options["zip"].read_bytes(), at=at)
        except CannotImport as refusal:
            raise CommandError(refusal.message) from None
        self.stdout.write(str(person.pk))
        if options["account"]:
            self.stdout.write("An account is open." if open_account_of(person, at=at) else "There is no address to open an account under.")
