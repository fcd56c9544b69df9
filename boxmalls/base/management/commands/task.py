"""`manage.py task let_policies_begin`"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from boxmalls.base.clock import now
from boxmalls.base.tasks.at_once import NotDone, find_scheduled, have_done
from config.schedule import SCHEDULE


class Command(BaseCommand):
    help = "Let the worker do scheduled work now, and wait until it is done. Without a name: what there is, and when the clock asks for it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "names", nargs="*", metavar="NAME", help="let_policies_begin, or boxmalls.privacy.tasks.let_policies_begin; several one after the other"
        )
        parser.add_argument("--within", type=float, default=600, metavar="SECONDS", help="how long to wait for each")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["names"]:
            for each in SCHEDULE:
                self.stdout.write(f"{each.cron:<14} {each.task}")
        for name in options["names"]:
            self._have_done(name, options["within"])

    def _have_done(self, name: str, within: float) -> None:
        try:
            have_done(find_scheduled(name), at=now(), within=within)
        except LookupError as error:
            raise CommandError(f"No work is scheduled under the name {name}. `boxmalls task` says what there is.") from error
        except NotDone as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{name}: done.")
