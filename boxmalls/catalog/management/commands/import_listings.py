"""Read a file of listings into the shop: `manage.py import_listings --seller green-corner --site eu listings.csv`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from boxmalls.base.clock import now
from boxmalls.catalog.actions.imports import run_import, start_import
from boxmalls.catalog.models import ImportRun
from boxmalls.catalog.models.importing import ImportStatus
from boxmalls.catalog.queries import import_problems
from boxmalls.sellers.models import Seller
from boxmalls.sites.models import Site


class Command(BaseCommand):
    help = (
        "Read a file of listings (CSV, JSON lines, Parquet) for a seller on a site. "
        "Reading the same file again changes nothing; one that was broken off goes on where it stopped."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--seller", required=True, help="The seller's slug, as in the address of their page.")
        parser.add_argument("--site", required=True, help="The site's code, such as eu.")
        parser.add_argument("--images", type=Path, help="The folder with the picture files that the column `image` names.")
        parser.add_argument("--problems", type=int, default=20, help="How many problems to print.")

    def handle(self, *args: Any, **options: Any) -> None:
        seller = Seller.objects.filter(slug=options["seller"]).first()
        site = Site.objects.filter(code=options["site"]).first()
        if seller is None or site is None:
            raise CommandError("There is no such seller." if seller is None else "There is no such site.")
        if not options["file"].is_file():
            raise CommandError(f"There is no file {options['file']}.")
        run = start_import(seller=seller, site=site, path=options["file"], images=options["images"], at=now())
        if run.next_row > 1:
            self.stderr.write(f"Going on at row {run.next_row}.")
        run = run_import(run=run, at=now(), progress=self._progress)
        self._report(run, options["problems"])

    def _progress(self, done: int, total: int) -> None:
        self.stderr.write(f"\r{done:,} of {total:,} rows", ending="")

    def _report(self, run: ImportRun, most: int) -> None:
        self.stderr.write("")
        for problem in import_problems(run, most=most):
            kind = "note" if problem.warning else "left out"
            self.stdout.write(f"row {problem.row}, {problem.column or 'whole row'} ({kind}): {problem.words}  [{problem.given}]")
        self.stdout.write(f"{run.created:,} new, {run.changed:,} changed, {run.unchanged:,} as before, {run.refused:,} left out.")
        if run.status == ImportStatus.REFUSED:
            raise CommandError("The file could not be read.")
