"""What the API offers: for programs as OpenAPI, for people as a page."""

import json

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from boxmalls.api import openapi
from boxmalls.api.answers import answer_json
from boxmalls.base.web import Request, open_to
from boxmalls.ui.rendering import render


@require_safe
@open_to("anyone")
def description(request: Request) -> HttpResponse:
    """`/api/v1/openapi.json`"""
    return answer_json(request, json.dumps(openapi.document(request.site.name), ensure_ascii=False, indent=1))


@require_safe
@open_to("anyone")
def page(request: Request) -> HttpResponse:
    """`/api/`: the same in words."""
    described = openapi.document(request.site.name)
    return render(request, "api/page.html", {"operations": openapi.operations(described), "fields": openapi.fields(described)})
