"""A picture as people send one, and how a sealed file is opened and looked at as it lies."""

from io import BytesIO

from django.db import connections
from PIL import Image

from boxmalls.privacy.vault import unwrap
from boxmalls.privacy_office.models import SealedFile


def picture() -> bytes:
    """A small PNG."""
    packed = BytesIO()
    Image.radial_gradient("L").resize((64, 64)).save(packed, "PNG")
    return packed.getvalue()


def opened(kept: SealedFile) -> bytes:
    """The file, with its person's key."""
    return bytes(unwrap([kept])[0].content)


def stored(kept: SealedFile) -> bytes:
    """The file as it lies in its table."""
    with connections["default"].cursor() as cursor:
        cursor.execute(f'SELECT content FROM "{SealedFile._meta.db_table}" WHERE id = %s', [kept.pk])
        return bytes(cursor.fetchone()[0])
