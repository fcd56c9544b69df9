"""The shop window through Django: the same screens as the front shows, for visitors of whom we know something."""

from collections.abc import Callable
from typing import Any

from django.contrib.messages.context_processors import messages
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from boxmalls.base.web import Request, open_to
from boxmalls.shop.answers import Answer, answer
from boxmalls.shop.asked import asked_of
from boxmalls.shop.hot import Screen
from boxmalls.sites.context import page_context


def shown(screen: Screen) -> Callable[..., HttpResponse]:
    """A view, open to anyone, that shows a screen."""

    @open_to("anyone")
    @require_safe
    def view(request: Request, **found: Any) -> HttpResponse:
        asked = asked_of(request)
        context = {**page_context(request), **messages(request)} if request.COOKIES else None
        tag = request.headers.get("If-None-Match", "")
        return to_django(answer(screen(asked, **found), asked, known_tag=tag, context=context))

    return view


def to_django(made: Answer) -> HttpResponse:
    """An answer as Django sends it on."""
    response = HttpResponse(made.body, status=made.status)
    del response.headers["Content-Type"]
    for name, value in made.headers.items():
        response.headers[name] = value
    return response
