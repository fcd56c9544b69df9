"""JSON answers that a program may keep: with an ETag, and 304 when nothing changed."""

from hashlib import blake2b

from django.http import HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags

from boxmalls.base.web import Request

KEEP = "public, max-age=0, must-revalidate"


def answer_json(request: Request, text: str) -> HttpResponse:
    """Answer with JSON text, or say that what the program has is still right."""
    body = text.encode()
    tag = f'"{blake2b(body, digest_size=12).hexdigest()}"'
    known = parse_etags(request.headers.get("If-None-Match", ""))
    same = tag in known or f"W/{tag}" in known or "*" in known
    response = HttpResponse(status=304) if same else HttpResponse(body, content_type="application/json")
    response["ETag"] = tag
    response["Cache-Control"] = KEEP
    patch_vary_headers(response, ["Accept-Language"])
    return response
