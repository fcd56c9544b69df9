"""Built files, the web app's manifest and its service worker."""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from boxmalls.base.web import open_to
from boxmalls.ui import assets
from boxmalls.ui.formatting import bcp47, direction
from boxmalls.ui.rendering import render, render_text

FOR_EVER = "public, max-age=31536000, immutable"
ADDRESS = re.compile(r"/assets/(?P<digest>[0-9a-f]{12})/(?P<name>[a-z.]+)")
ASK_AGAIN = "public, no-cache"


class AssetsMiddleware:
    """Answers with the built files, ahead of all that knows sites, languages or people."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        wanted = ADDRESS.fullmatch(request.path_info)
        if wanted and wanted["name"] in assets.KINDS and request.method in ("GET", "HEAD"):
            return answer_with(assets.asset(wanted["name"]), wanted["digest"], request)
        return self.get_response(request)


def answer_with(file: assets.Asset, digest: str, request: HttpRequest) -> HttpResponse:
    """
    Answer with a built file, to be kept for ever.

    An old digest gets the file of today, not to be kept: pages and cards stored before an update stay whole.
    """
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(file.packed if packed else file.body, content_type=file.content_type)
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Cache-Control"] = FOR_EVER if digest == file.digest else ASK_AGAIN
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


@open_to("anyone")
@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """Say how the shop is installed as an app."""
    site = getattr(request, "site", None)
    language = get_language() or "en"
    icons = [
        {"src": static("ui/img/icon.svg"), "sizes": "any", "type": "image/svg+xml"},
        *({"src": static(f"ui/img/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"} for size in (192, 512)),
        {"src": static("ui/img/icon-maskable-512.png"), "sizes": "512x512", "type": "image/png", "purpose": "maskable"},
    ]
    return JsonResponse(
        {
            "id": "/",
            "name": site.name if site else "BoxMalls",
            "short_name": "BoxMalls",
            "description": gettext("Shop from people. Stay your own person."),
            "lang": bcp47(language),
            "dir": direction(language),
            "start_url": "/",
            "scope": "/",
            "display": "standalone",
            "background_color": assets.PAPER,
            "theme_color": assets.PAPER,
            "icons": icons,
        },
        content_type="application/manifest+json",
    )


@open_to("anyone")
@require_safe
def service_worker(_request: HttpRequest) -> HttpResponse:
    """Answer with the service worker, which keeps the page for no connection and nothing else."""
    kept = [assets.asset(name) for name in ("ui.css", "icons.svg")]
    version = "-".join(file.digest for file in kept)
    body = render_text("ui/sw.js", {"version": version, "kept": [file.address for file in kept]})
    response = HttpResponse(body, content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response


@open_to("anyone")
@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """Show what is shown when there is no connection."""
    return render(request, "ui/offline.html")
