"""Publish the policy on every site."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from boxmalls.base.clock import now
from boxmalls.privacy.laws import site_codes
from boxmalls.privacy.policy.actions import FIRST_TEXT, publish_policy


class Command(BaseCommand):
    help = "Put a policy text in force on every site, or on one. Publishing what is in force already changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--file", type=Path, default=FIRST_TEXT, help="a text in UTF-8 (default: the first policy)")
        parser.add_argument("--language", default="en", help="the language of the text (default: en)")
        parser.add_argument("--site", action="append", help="a site's code; may be given more than once (default: all)")

    def handle(self, *args: Any, **options: Any) -> None:
        for code in options["site"] or site_codes():
            version = publish_policy(site_code=code, words=options["file"].read_bytes(), language=options["language"], at=now())
            self.stdout.write(f"{code}: version {version.number} in force since {version.published_at:%Y-%m-%d %H:%M} UTC.")
