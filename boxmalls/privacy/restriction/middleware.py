"""Says of each request who reads: the person themselves, the person in charge at their desk, or somebody else."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from boxmalls.base.web import Request, has_role
from boxmalls.privacy.vault.readers import reading_as

DESK = "/office/"


class ReaderMiddleware:
    """Asked only where a restricted person is met; any other request pays nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        def may_read(person_id: UUID) -> bool:
            if person_id == request.person_id:
                return True
            return request.path.startswith(DESK) and has_role(request, "staff:officer")

        with reading_as(may_read):
            return self.get_response(request)
