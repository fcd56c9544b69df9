"""What a head says, as the bytes that are signed."""

import json
from datetime import datetime

WHAT = "boxmalls journal head 1"


def statement(*, size: int, root: bytes | memoryview, at: datetime) -> bytes:
    """The signed bytes: JSON with sorted keys and no spaces."""
    return json.dumps({"at": at.isoformat(), "root": bytes(root).hex(), "size": size, "what": WHAT}, sort_keys=True, separators=(",", ":")).encode()
