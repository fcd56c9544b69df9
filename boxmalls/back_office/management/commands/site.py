"""Sites from the command line: list them, print one, open another."""

from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from boxmalls.agreements.actions import publish_agreement
from boxmalls.agreements.queries import texts_in_force
from boxmalls.base.clock import now
from boxmalls.base.refusals import Refusal
from boxmalls.payments.actions import set_bank_account
from boxmalls.payments.models import BankAccount
from boxmalls.privacy.policy.actions import publish_first_policy, publish_policy
from boxmalls.privacy.policy.queries import versions_in_force
from boxmalls.shipping.models import Rate
from boxmalls.sites.actions import open_site
from boxmalls.sites.describing import NotASite, read_site, write_site
from boxmalls.sites.links import absolute_address
from boxmalls.sites.models import Site


class Command(BaseCommand):
    help = "The sites of this shop: their hosts, laws, languages and currencies."

    def add_arguments(self, parser: ArgumentParser) -> None:
        doing = parser.add_subparsers(dest="doing", metavar="DOING", required=True)
        doing.add_parser("list", help="every site in a line")
        show = doing.add_parser("show", help="print a site as the file that opens one like it")
        show.add_argument("code")
        add = doing.add_parser("add", help="open a site that a file describes; a site that is open is not changed")
        add.add_argument("file", type=Path, help="TOML, as `site show` prints it")
        add.add_argument("--texts-of", metavar="SITE", help="take over the policy, terms and seller agreement in force there (default: our first policy alone)")
        bank = doing.add_parser("bank", help="name the account that transfers for a site go to")
        bank.add_argument("site")
        for name, meaning in (("--holder", "whose account it is"), ("--bank", "where"), ("--number", "IBAN, or number")):
            bank.add_argument(name, required=True, help=meaning)
        bank.add_argument("--bic", default="", help="the bank's international code, where transfers need one")

    def handle(self, *args: Any, doing: str, **options: Any) -> None:
        {"list": self._list, "show": self._show, "add": self._add, "bank": self._bank}[doing](options)

    def _list(self, _options: dict[str, Any]) -> None:
        for site in Site.objects.all():
            self.stdout.write(f"{site.code:<10} {site.host:<30} {site.law:<6} {site.currency}  {' '.join(site.languages)}  {site.name}")

    def _show(self, options: dict[str, Any]) -> None:
        self.stdout.write(write_site(_site(options["code"])), ending="")

    def _add(self, options: dict[str, Any]) -> None:
        like = _site(options["texts_of"]) if options["texts_of"] else None
        try:
            opening = read_site(options["file"].read_text(encoding="utf-8"))
            with transaction.atomic():
                site = open_site(opening)
                _publish(site, like, now())
        except (OSError, UnicodeDecodeError) as wrong:
            raise CommandError(f"The file cannot be read: {wrong}") from wrong
        except NotASite as wrong:
            raise CommandError("The site cannot be opened:\n" + "\n".join(f"  - {words}" for words in wrong.problems)) from wrong
        except Refusal as refusal:
            raise CommandError(refusal.message) from refusal
        self.stdout.write(f"{site.name} opens at {absolute_address(site, '/')} within a minute, under {site.law}.")
        for words in _missing(site):
            self.stdout.write(f"  still to do: {words}")

    def _bank(self, options: dict[str, Any]) -> None:
        site = _site(options["site"])
        set_bank_account(site=site, holder=options["holder"], bank=options["bank"], number=options["number"], code=options["bic"])
        self.stdout.write(f"Transfers for {site.name} go to {options['holder']}, {options['number']}.")


def _site(code: str) -> Site:
    found = Site.objects.filter(code=code).first()
    if found is None:
        raise CommandError(f"There is no site {code}. There are: {', '.join(Site.objects.values_list('code', flat=True))}.")
    return found


def _publish(site: Site, like: Site | None, at: datetime) -> None:
    """No site without a policy: that of the other one, or the first. Its terms and agreements come from there, too."""
    policy = next(iter(versions_in_force([like.code])), None) if like else None
    if policy is None:
        publish_first_policy(site_codes=[site.code], at=at)
    else:
        publish_policy(site_code=site.code, words=policy.text.text.encode(), language=policy.text.language, at=at)
    for each in texts_in_force(like.code) if like else ():
        publish_agreement(
            site_code=site.code, kind=each.kind, words=each.text.text.encode(), language=each.text.language, overrides=each.overrides, at=at,
            translations={put.language: put.text.text.encode() for put in each.translations.all()},
        )  # fmt: skip


def _missing(site: Site) -> list[str]:
    """What a shop front needs before anybody can buy there."""
    return [
        words
        for there, words in (
            (texts_in_force(site.code), "no terms and no seller agreement are in force: open the site with --texts-of"),
            (BankAccount.objects.filter(site=site).exists(), "no bank account is named, so nobody can pay by transfer: boxmalls site bank"),
            (
                Rate.objects.filter(site=site).exists(),
                "no seller delivers there, so nothing can be ordered: they say what it costs at /seller/delivery",
            ),
        )
        if not there
    ]
