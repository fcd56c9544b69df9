"""The journal's seal: make it, hold the journal against it, tell another host."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from boxmalls.base.clock import now
from boxmalls.privacy.journal.sealing import seal_journal
from boxmalls.privacy.journal.verifying import verify_journal
from boxmalls.privacy.journal.witness import export_heads, read_heads


class Command(BaseCommand):
    help = "Seal the journal, verify it, or export its signed heads to another host."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("seal", help="seal what is new, now")
        verify = verbs.add_parser("verify", help="compute everything anew; ends with 1 if anything is not as it was sealed")
        verify.add_argument("--witness", type=Path, help="heads that were exported before, to hold ours against")
        export = verbs.add_parser("export", help="send the heads that are new")
        export.add_argument("to", help="a file that grows, or an https address that takes a POST")

    def handle(self, *args: Any, **options: Any) -> None:
        match options["verb"]:
            case "seal":
                self.stdout.write(f"{seal_journal(at=now())} leaves added.")
            case "export":
                self.stdout.write(f"{export_heads(options['to'])} heads sent.")
            case _:
                self._verify(options["witness"])

    def _verify(self, witness: Path | None) -> None:
        if witness and not witness.exists():
            raise CommandError(f"There is no file {witness}.")
        verified = verify_journal(at=now(), witnessed=read_heads(witness) if witness else ())
        for finding in verified.findings:
            self.stdout.write(f"{finding.what}: {finding.where}")
        summary = f"{verified.leaves} leaves, {verified.heads} signed heads, {len(verified.findings)} findings."
        if verified.findings:
            raise CommandError(summary)
        self.stdout.write(summary)
