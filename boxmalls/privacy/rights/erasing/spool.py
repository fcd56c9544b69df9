"""Mail that was written to a folder instead of being sent: what was meant for somebody erased is taken out."""

from collections.abc import Iterable
from email.parser import HeaderParser
from email.utils import getaddresses
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from boxmalls.privacy.rights.inventory import holdings_of
from boxmalls.privacy.vault.blind import digest
from boxmalls.privacy.vault.models import BlindEntry

BETWEEN_MAILS = "-" * 79 + "\n"


def spool_folders() -> list[Path]:
    """Where mail is written that is not sent."""
    mailers: dict[str, dict[str, Any]] = settings.MAILERS
    paths = (mailer.get("OPTIONS", {}).get("file_path") for mailer in mailers.values())
    return [Path(path) for path in paths if path]


def forget_mail(person_id: UUID) -> int:
    """
    Remove a person's mails from the spool folder, found by the addresses that are held about them; returns how many went.

    A shop that sends over SMTP has no such folder.
    """
    folders = [folder for folder in spool_folders() if folder.is_dir()]
    if not folders:
        return 0
    theirs = {bytes(found) for found in BlindEntry.objects.filter(person_id=person_id, kind="email").values_list("digest", flat=True)}
    theirs |= {digest("email", cell.value) for cell in holdings_of(person_id) if "@" in cell.value}
    written = [path for folder in folders for path in sorted(folder.iterdir()) if path.is_file()]
    return sum(_take_out(path, theirs) for path in written) if theirs else 0


def _take_out(path: Path, theirs: set[bytes]) -> int:
    mails = path.read_text(errors="surrogateescape").split(BETWEEN_MAILS)
    left = [mail for mail in mails if not _is_for(mail, theirs)]
    if len(left) == len(mails):
        return 0
    if any(mail.strip() for mail in left):
        path.write_text(BETWEEN_MAILS.join(left), errors="surrogateescape")
    else:
        path.unlink()
    return len(mails) - len(left)


def _is_for(mail: str, theirs: set[bytes]) -> bool:
    headers = HeaderParser().parsestr(mail)
    named: Iterable[str] = [value for name in ("To", "Cc", "Bcc") for value in headers.get_all(name, [])]
    return any(digest("email", address) in theirs for _name, address in getaddresses(list(named)) if address)
