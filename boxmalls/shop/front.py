"""
A small dispatcher ahead of Django: answers hot paths for visitors who bring no cookie, a page or two for who is signed in, and passes on everything else.

It knows nothing about pages; it builds the question, calls the same function that Django's view calls, and sends the
same bytes. Whatever is unusual (a refusal, an error, an odd host, plain HTTP in production) is Django's to answer.
"""

import logging
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from functools import lru_cache, partial
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.db import close_old_connections
from django.http import QueryDict
from django.http.request import split_domain_port, validate_host
from django.utils import translation

from boxmalls.base.refusals import Refusal
from boxmalls.privacy.choices.signals import Honour, hearing, honour, is_sent
from boxmalls.privacy.devices.answering import optional
from boxmalls.privacy.devices.gate import without_cookies
from boxmalls.shop import hot
from boxmalls.shop.answers import Answer, answer
from boxmalls.shop.asked import Asked
from boxmalls.shop.known import answer_known, is_plain
from boxmalls.sites.middleware import language_of
from boxmalls.sites.queries import site_for_host
from boxmalls.ui.headers import HEADERS

type Start = Callable[[str, list[tuple[str, str]]], Any]
type Application = Callable[[dict[str, Any], Start], Iterable[bytes]]

logger = logging.getLogger(__name__)
NO_QUERY = QueryDict("")
REASONS = {status.value: f"{status.value} {status.phrase}" for status in HTTPStatus}


class Front:
    """WSGI: the quick ways, Django for all else."""

    def __init__(self, behind: Application) -> None:
        self.behind = behind

    def __call__(self, environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
        made = self._quickly(environ)
        if made is None:
            return self.behind(environ, start_response)
        start_response(REASONS[made.status], list({**always(is_encrypted(environ)), **without_cookies(made.headers)}.items()))
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [made.body]

    def _quickly(self, environ: dict[str, Any]) -> Answer | None:
        make = self._way(environ)
        if make is None or not is_ours(environ.get("HTTP_HOST", "")):
            return None
        if settings.SECURE_SSL_REDIRECT and not is_encrypted(environ):
            return None
        try:
            return make()
        except Refusal:
            return None
        except Exception:
            logger.exception("front.failed")
            # A connection that broke is let go, so that Django asks over a new one.
            close_old_connections()
            return None

    def _way(self, environ: dict[str, Any]) -> Callable[[], Answer | None] | None:
        """How to answer quickly, if there is a way: one for strangers, another for who is signed in."""
        if environ.get("HTTP_COOKIE"):
            return partial(answer_known, environ) if is_plain(environ) else None
        found = hot.find(environ.get("PATH_INFO", "")) if environ["REQUEST_METHOD"] in ("GET", "HEAD") else None
        return partial(_answer_stranger, environ, *found) if found else None


def _answer_stranger(environ: dict[str, Any], path: hot.HotPath, found: dict[str, Any]) -> Answer | None:
    asked = asked_of(environ)
    if asked is None:
        return None
    with nullcontext() if path.quiet else translation.override(asked.language), hearing(True) if asked.signal else nullcontext():
        return answer(path.screen(asked, **found), asked, known_tag=environ.get("HTTP_IF_NONE_MATCH", ""))


def asked_of(environ: dict[str, Any]) -> Asked | None:
    """The question that a WSGI request asks; None where no site answers at its host."""
    host = environ["HTTP_HOST"]
    here = site_for_host(host)
    if here is None:
        return None
    said = environ.get("QUERY_STRING", "")
    query = QueryDict(said) if said else NO_QUERY
    return Asked(
        site=here,
        language=language_of(here, query.get("language", ""), "", environ.get("HTTP_ACCEPT_LANGUAGE", "")),
        origin=f"{'https' if is_encrypted(environ) else 'http'}://{host}",
        path=environ["PATH_INFO"],
        query=query,
        part=environ.get("HTTP_HX_REQUEST") == "true" and environ.get("HTTP_HX_HISTORY_RESTORE_REQUEST") != "true",
        signal=is_sent(environ.get("HTTP_SEC_GPC")) and honour(here.law) is not Honour.NONE,
        asks=bool(optional()),
    )


@lru_cache(maxsize=128)
def is_ours(host: str) -> bool:
    """Whether we answer to this host name at all; Django says what is wrong where not."""
    domain, _port = split_domain_port(host)
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS or [".localhost", "127.0.0.1", "[::1]"])


def is_encrypted(environ: dict[str, Any]) -> bool:
    """Whether the visitor's connection is, as our TLS proxy says."""
    if settings.SECURE_PROXY_SSL_HEADER:
        name, value = settings.SECURE_PROXY_SSL_HEADER
        return bool(environ.get(name, "").split(",")[0].strip() == value)
    return bool(environ["wsgi.url_scheme"] == "https")


def always(encrypted: bool) -> dict[str, str]:
    """The headers that every answer carries: those of the look, and in production that we are only there encrypted."""
    if not (settings.SECURE_HSTS_SECONDS and encrypted):
        return HEADERS
    within = "; includeSubDomains" if settings.SECURE_HSTS_INCLUDE_SUBDOMAINS else ""
    return {**HEADERS, "Strict-Transport-Security": f"max-age={settings.SECURE_HSTS_SECONDS}{within}"}
