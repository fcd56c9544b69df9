"""Which files we take: told by their first bytes, never by their name or by what the sender says."""

SIGNS = ((b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"), (b"%PDF-", "application/pdf"))
EXTENSIONS = {"image/png": "png", "image/jpeg": "jpg", "application/pdf": "pdf"}


def kind_of_file(content: bytes) -> str | None:
    """`image/png`, `image/jpeg` or `application/pdf`; None for everything else."""
    return next((kind for sign, kind in SIGNS if content.startswith(sign)), None)
