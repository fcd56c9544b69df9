"""Print the register of personal data; it is made of declarations, so no database is needed."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from boxmalls.privacy.policy.book import as_markdown as clauses_as_markdown
from boxmalls.privacy.register.book import as_markdown, book


class Command(BaseCommand):
    help = "Every table and column: what it is, why it is kept, how long, how it ends."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        shape = parser.add_mutually_exclusive_group()
        shape.add_argument("--json", action="store_true", help="as JSON, for programs")
        shape.add_argument("--markdown", action="store_true", help="as docs/data-register.md has it")
        shape.add_argument("--clauses", action="store_true", help="the policy's sentences and what serves each clause, as docs/policy-trace.md has it")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["json"]:
            self.stdout.write(json.dumps(book(), ensure_ascii=False, indent=2))
        elif options["markdown"]:
            self.stdout.write(as_markdown(), ending="")
        elif options["clauses"]:
            self.stdout.write(clauses_as_markdown(), ending="")
        else:
            for table in book()["tables"]:
                self.stdout.write(f"{table['model']:<36} {table['about']:<8} {', '.join(column['column'] for column in table['columns'])}")
