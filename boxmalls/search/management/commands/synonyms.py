"""`manage.py synonyms`"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from boxmalls.base.refusals import Refusal
from boxmalls.search.actions.synonyms import add_synonyms, remove_synonyms
from boxmalls.search.models import Synonym


class Command(BaseCommand):
    help = "Show the words that mean the same to search; --add sofa couch, --remove ID."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--add", nargs="+", metavar="WORDS", help="ways to say one thing; quote those of several words")
        parser.add_argument("--site", help="only on this site")
        parser.add_argument("--remove", metavar="ID")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["add"]:
                add_synonyms(words=options["add"], site_code=options["site"])
            if options["remove"]:
                remove_synonyms(synonym_id=options["remove"])
        except Refusal as refusal:
            raise CommandError(refusal.message) from None
        for each in Synonym.objects.order_by("id"):
            self.stdout.write(f"{each.pk}  {each.site_id or 'all':4}  {each}")
