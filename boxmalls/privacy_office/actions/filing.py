"""Files of a request: sealed with the key of whoever they belong to, as they came."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from boxmalls.base.filetypes import kind_of_file
from boxmalls.base.refusals import BadInput
from boxmalls.privacy.collection import collecting
from boxmalls.privacy_office.models import Request, SealedFile, Wanted
from boxmalls.privacy_office.purposes import PAPERS

MOST_BYTES = 10 * 1024 * 1024


class CannotTakeFile(BadInput):
    code = "cannot-take-file"
    words = _("Send a picture (PNG or JPEG) or a PDF of at most 10 MB.")


@transaction.atomic
def keep_file(
    *,
    person_id: UUID,
    request: Request | None,
    use: str,
    name: str,
    content: bytes,
    at: datetime,
    wanted: Wanted | None = None,
    read: str = "",
) -> SealedFile:
    """
    Keep a file, sealed.

    :raises CannotTakeFile: if it is too large, or neither a picture nor a PDF.
    """
    kind = kind_of_file(content)
    if kind is None or len(content) > MOST_BYTES:
        raise CannotTakeFile
    with collecting(PAPERS, person=person_id, at=at):
        return SealedFile.objects.create(
            person_id=person_id, request=request, wanted=wanted, use=use, name=name[:200] or None, media_type=kind, size=len(content),
            content=content, read=read or None, added_at=at,
        )  # fmt: skip
