"""Key-encryption keys: which there are, whether all persons' keys open, a roll on demand, a copy for the day on which they are lost."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from boxmalls.base.clock import now
from boxmalls.privacy.vault import epochs, escrow
from boxmalls.privacy.vault.models import KeyEpoch
from boxmalls.privacy.vault.wrapping import KekIsGone, key_store
from config.env import env as settings_env


class Command(BaseCommand):
    help = (
        "Key-encryption keys: status (which there are), check (open every person's key), roll (wrap all anew), destroy (the ones that wrap nothing), recovery."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=("status", "check", "roll", "destroy", "recovery"))
        parser.add_argument("--shares", type=int, default=5, help="With recovery: how many shares to print.")
        parser.add_argument("--needed", type=int, default=3, help="With recovery: how many of them give the key back.")
        parser.add_argument("--now", action="store_true", help="With roll or destroy: do not wait for a backup of the safe that does without the old key.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            getattr(self, f"do_{options['what']}")(now_already=options["now"], shares=options["shares"], needed=options["needed"])
        except KekIsGone as gone:
            raise CommandError(str(gone)) from gone

    def do_status(self, **_: Any) -> None:
        """Each key, what it wraps, and since when."""
        here, counted = set(key_store().ids()), epochs.count_by_kek()
        known = {epoch.kek: epoch for epoch in KeyEpoch.objects.order_by("number")}
        for kek in sorted({*here, *counted, *known}, key=lambda kek: known[kek].number if kek in known else 0):
            epoch = known.get(kek)
            told = f"epoch {epoch.number}, opened {epoch.opened_at:%Y-%m-%d %H:%M} UTC" if epoch else "no epoch"
            place = "here" if kek in here else ("destroyed" if epoch and epoch.destroyed_at else ("MISSING" if counted.get(kek) else "not here"))
            self.stdout.write(f"{kek:<28} {place:<10} wraps {counted.get(kek, 0):>8,} keys   {told}")

    def do_check(self, **_: Any) -> None:
        """Open every key; an error if one does not."""
        found = epochs.check()
        self.stdout.write(f"{found.opened:,} keys open.")
        if found.lost:
            told = ", ".join(f"{count:,} wrapped by {kek}" for kek, count in found.lost.items())
            raise CommandError(f"Lost: {told}. Bring back the key from its copy (docs/keys.md); without it what those persons told us is gone.")

    def do_roll(self, *, now_already: bool, **_: Any) -> None:
        """Wrap all anew, and destroy the old key as soon as that is safe."""
        began = time.monotonic()
        done = [0]
        epoch = epochs.roll(at=now(), progress=lambda count: done.__setitem__(0, count))
        took = time.monotonic() - began
        self.stdout.write(f"Epoch {epoch.number} is open under {epoch.kek}: {done[0]:,} keys wrapped anew in {took:.1f} s.")
        self.do_destroy(now_already=now_already)

    def do_destroy(self, *, now_already: bool, **_: Any) -> None:
        """Destroy what wraps nothing any more."""
        gone = epochs.destroy_old(at=now(), now_already=now_already)
        for kek in gone:
            self.stdout.write(f"{kek} is destroyed: older copies of the safe open nothing any more{self._unless_shared()}.")
        epoch = KeyEpoch.objects.filter(closed_at=None).first()
        if not gone and epoch and any(kek != epoch.kek for kek in epochs.destroyable()):
            self.stdout.write("The old key is kept until the safe is backed up without it: boxmalls backup safe (or, with --now, do not wait).")

    def _unless_shared(self) -> str:
        """What a roll cannot undo, where there are shares on paper."""
        shared = not settings_env.kek_module and escrow.recovery_path(settings_env.kek_file).exists()
        return ", but for whoever has the shares and a kek.copy from before this roll" if shared else ""

    def do_recovery(self, *, shares: int, needed: int, **_: Any) -> None:
        """Make a recovery key; its shares are shown once and kept nowhere."""
        if settings_env.kek_module:
            raise CommandError("The keys are in a token: copy the token with its maker's means (docs/keys.md).")
        told = escrow.make_recovery(settings_env.kek_file, shares=shares, needed=needed)
        self.stdout.write(f"Print each share and give it to somebody else. Any {needed} bring the key back (docs/keys.md); they are shown this once.\n")
        for number, share in enumerate(told, start=1):
            self.stdout.write(f"  share {number} of {shares}:  {share}")
        self.stdout.write(
            f"\nThe sealed copy is {escrow.copy_path(settings_env.kek_file)}; it is renewed by every roll, and the newest lies beside the safe's backups."
        )
        self.stdout.write(
            "Let no older one be kept: with the shares it opens the backups of its day, and what was wrapped then, whatever has been rolled since."
        )
