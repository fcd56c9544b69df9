"""
A receipt as a file, and its signature: a detached JWS (RFC 7515 F) over the file without it, unencoded (RFC 7797), by Ed25519 (RFC 8037).

The file has one spelling: JSON with two spaces of indent, in the order of writing, UTF-8, a newline at the end. Another spelling of the same
is refused like any other change.
"""

import base64
import json
from typing import Any

from boxmalls.privacy.vault.signing import Signature, signing_keys

TYPE = "detached JWS (RFC 7515, RFC 7797) with Ed25519 (RFC 8037)"


def sign_receipt(said: dict[str, Any], *, keys_url: str) -> tuple[str, str]:
    """The file of a receipt, and the id of the key that signed it."""
    keys = signing_keys()
    key_id = keys.current_id()
    document = {**said, "proof": {"type": TYPE, "keys": keys_url}}
    header = _base64(json.dumps({"alg": "EdDSA", "b64": False, "crit": ["b64"], "kid": key_id}, separators=(",", ":")).encode())
    signed: Signature = keys.sign(header.encode() + b"." + spelled(document).encode())
    if signed.key_id != key_id:
        return sign_receipt(said, keys_url=keys_url)
    document["proof"]["jws"] = f"{header}..{_base64(signed.signature)}"
    return spelled(document), key_id


def spelled(document: dict[str, Any]) -> str:
    """The one spelling."""
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _base64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
