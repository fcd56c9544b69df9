"""The outermost door: no cookie leaves that is not declared, or not agreed to, whoever set it; what was agreed to no longer is taken away."""

import logging
from collections.abc import Callable, Mapping
from http.cookies import Morsel

from django.http import HttpRequest, HttpResponse

from .answering import agrees, find, optional

logger = logging.getLogger(__name__)


class DeviceGate:
    """Goes over every answer as the last, and over what libraries and servers of files set, too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.pop("Set-Cookie", None)
        for name, morsel in list(response.cookies.items()):
            if not may_leave(request, name, morsel):
                logger.warning("device.cookie-refused", extra={"cookie": name[:60]})
                del response.cookies[name]
        if request.COOKIES:
            _take_away(request, response)
        return response


def may_leave(request: HttpRequest, name: str, morsel: "Morsel[str]") -> bool:
    """Whether an answer may set this cookie. One that takes a cookie away always may."""
    if is_farewell(morsel):
        return True
    declared = find(name)
    if declared is None:
        return False
    if declared.necessary:
        return True
    return declared.purpose is not None and agrees(request, declared.purpose)


def is_farewell(morsel: "Morsel[str]") -> bool:
    """Whether it takes a cookie away."""
    return str(morsel["max-age"]) == "0" and not morsel.value


def without_cookies(headers: Mapping[str, str]) -> dict[str, str]:
    """The headers of an answer to somebody of whom we know nothing: nothing is set for them."""
    return {name: value for name, value in headers.items() if name.lower() != "set-cookie"}


def _take_away(request: HttpRequest, response: HttpResponse) -> None:
    for each in optional():
        if each.name in request.COOKIES and each.name not in response.cookies and each.purpose and not agrees(request, each.purpose):
            response.delete_cookie(each.name, samesite="Lax")
