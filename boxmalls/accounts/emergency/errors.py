"""Errors in plain words: the shop's own pages need a site, and there is none on this host."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return _plain(HTTPStatus.BAD_REQUEST)


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return _plain(HTTPStatus.FORBIDDEN)


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return _plain(HTTPStatus.NOT_FOUND)


def broken(request: HttpRequest) -> HttpResponse:
    return _plain(HTTPStatus.INTERNAL_SERVER_ERROR)


def _plain(status: HTTPStatus) -> HttpResponse:
    return HttpResponse(f"{status.value} {status.phrase}\n", status=status.value, content_type="text/plain; charset=utf-8")
