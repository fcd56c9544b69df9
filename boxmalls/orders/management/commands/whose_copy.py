"""Say from which seller's copy a leaked text was taken."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from boxmalls.orders.models import SellerDownload
from boxmalls.orders.watermark import copies_in, in_plain


class Command(BaseCommand):
    help = "Read a leaked file, or what is typed in, and name the seller, the day and the person who took the copy."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, help="a text file; standard input if none is given")

    def handle(self, *args: Any, **options: Any) -> None:
        text = options["file"].read_text(errors="replace") if options["file"] else sys.stdin.read()
        taken = list(SellerDownload.objects.filter(copy__in=copies_in(text)).select_related("seller").order_by("at"))
        if not taken:
            raise CommandError("No mark of ours is in it.")
        for each in taken:
            by = f", by {each.by}" if each.by else ""
            self.stdout.write(f"{in_plain(each.copy)}: {each.seller.name}, {each.at:%Y-%m-%d %H:%M} UTC{by}, {each.rows} orders.")
