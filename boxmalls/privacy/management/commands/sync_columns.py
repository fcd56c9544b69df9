"""Tell PostgreSQL which columns are declared, as the register has them. Run as the tables' owner."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from boxmalls.privacy.register.columns import declare_columns

REFUSES = "PostgreSQL refuses undeclared columns."
WHO_COULD = "undeclared columns stop the start; PostgreSQL refuses them once a superuser has run boxmalls/privacy/register/sql/refuse_undeclared.sql."


class Command(BaseCommand):
    help = "Let PostgreSQL refuse tables and columns that are not declared."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--with-past", action="store_true", help="also columns that only old migrations make; for as long as migrations run")

    def handle(self, *args: Any, **options: Any) -> None:
        for alias in ("default", "safe"):
            refuses = declare_columns(alias, with_past=options["with_past"])
            if not options["with_past"]:
                self.stdout.write(f"{alias}: {REFUSES if refuses else WHO_COULD}")
