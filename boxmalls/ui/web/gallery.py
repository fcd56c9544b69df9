"""Every component in every state, on one page."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from boxmalls.base.web import open_to
from boxmalls.ui import sprites
from boxmalls.ui.rendering import render


@open_to("anyone")
@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Show the gallery."""
    icons, drawings = sprites.icon_names(), sprites.drawing_names()
    return render(request, "ui/gallery.html", {"icons": icons, "drawings": drawings})
