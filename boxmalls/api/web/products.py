"""`/api/v1/products/{id}`"""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from boxmalls.api.answers import answer_json
from boxmalls.api.queries import products_as_json
from boxmalls.api.web.search import READS
from boxmalls.base.limits import limited
from boxmalls.base.refusals import NotFound
from boxmalls.base.web import Request, open_to


@require_safe
@open_to("anyone")
@limited(READS, methods=("GET", "HEAD"))
def product(request: Request, product_id: UUID) -> HttpResponse:
    """One product with everything on its page, and all its offers on this site."""
    found = products_as_json([product_id], site=request.site.code, language=request.LANGUAGE_CODE, whole=True)
    if not found:
        raise NotFound
    return answer_json(request, found[0])
