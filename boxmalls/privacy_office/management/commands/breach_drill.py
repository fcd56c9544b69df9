"""Try what would be done about a breach: scope, clock and letters are real, and nobody is written to."""

from argparse import ArgumentParser
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from boxmalls.base.clock import now
from boxmalls.privacy.breaches import report_breach
from boxmalls.privacy.register import HOLDINGS
from boxmalls.privacy_office.breach_letters import drafts
from boxmalls.sites.queries import all_sites


class Command(BaseCommand):
    help = "A breach drill: who would be affected, who would have to be told by when, and with which words."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("holdings", nargs="*", default=["orders.Delivery"], metavar="TABLE", help="tables, as orders.Delivery (the default)")
        parser.add_argument("--keys", action="store_true", help="suppose that the keys are out, too")

    def handle(self, *args: Any, **options: Any) -> None:
        unknown = [label for label in options["holdings"] if not ((holding := HOLDINGS.get(label)) and holding.person)]
        if unknown:
            raise CommandError(f"Holds nothing about people: {', '.join(unknown)}. `boxmalls register` names the tables.")
        at, began = now(), monotonic()
        breach = report_breach(
            title="Drill", what_happened="", site_codes=[site.code for site in all_sites()], holdings=options["holdings"], detected_at=at,
            told_by="staff", by=None, keys_exposed=options["keys"], harm=True, malicious=True, drill=True, at=at,
        )  # fmt: skip
        for row in breach.scope:
            self.stdout.write(f"{row['holding']}: {row['people']} people, {row['rows']} rows; can be read: {', '.join(row['readable']) or 'nothing'}")
        for notice in breach.notices.order_by("due_at", "law"):
            languages = ", ".join(draft.language for draft in drafts(breach, notice))
            self.stdout.write(f"{notice.law:<6} {notice.whom:<10} {notice.stage:<6} until {notice.due_at:%Y-%m-%d %H:%M} UTC  texts: {languages}")
        if not breach.notices.exists():
            self.stdout.write("By what is supposed here no law asks for a notice.")
        self.stdout.write(f"{breach.number} opened as a drill in {monotonic() - began:.1f} s; close it under /office/breaches/{breach.pk}.")
