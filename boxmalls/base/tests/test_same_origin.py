import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from boxmalls.base.same_origin import SameOriginMiddleware, is_from_here

HOST = "eu.localhost:8000"


def post(**headers: str) -> HttpRequest:
    cookies = headers.pop("HTTP_COOKIE", "visitor=somebody")
    return RequestFactory().post("/cart/lines", HTTP_HOST=HOST, HTTP_COOKIE=cookies, **headers)


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_SEC_FETCH_SITE": "same-origin"},
        {"HTTP_SEC_FETCH_SITE": "none"},
        {"HTTP_ORIGIN": f"http://{HOST}"},
        {"HTTP_REFERER": f"http://{HOST}/products/1"},
        {"HTTP_COOKIE": ""},
    ],
)
def test_our_own_pages_and_programs_without_cookies_pass(headers: dict[str, str]) -> None:
    assert is_from_here(post(**headers))


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_SEC_FETCH_SITE": "cross-site"},
        {"HTTP_SEC_FETCH_SITE": "same-site"},
        {"HTTP_SEC_FETCH_SITE": "cross-site", "HTTP_ORIGIN": f"http://{HOST}"},
        {"HTTP_ORIGIN": "http://evil.example"},
        {"HTTP_ORIGIN": "null"},
        {"HTTP_ORIGIN": "http://tw.localhost:8000"},
        {"HTTP_REFERER": "http://evil.example/eu.localhost:8000"},
        {},
    ],
)
def test_other_pages_and_the_silent_do_not(headers: dict[str, str]) -> None:
    assert not is_from_here(post(**headers))


def test_reading_is_never_refused_and_what_is_refused_is_not_run() -> None:
    ran: list[str] = []

    def view(request: HttpRequest) -> HttpResponse:
        ran.append(str(request.method))
        return HttpResponse()

    middleware = SameOriginMiddleware(view)
    read = RequestFactory().get("/", HTTP_SEC_FETCH_SITE="cross-site")
    assert middleware.process_view(read, view, (), {}) is None
    written = post(HTTP_SEC_FETCH_SITE="cross-site", HTTP_ACCEPT="application/json")
    refused = middleware.process_view(written, view, (), {})
    assert refused is not None
    assert refused.status_code == 403
    assert not ran
