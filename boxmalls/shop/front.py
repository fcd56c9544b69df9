"""
A small dispatcher ahead of Django: answers hot paths for visitors who bring no cookie, and passes on everything else.

It knows nothing about pages; it builds the question, calls the same function that Django's view calls, and sends the
same bytes. Whatever is unusual (a refusal, an error, an odd host) is Django's to answer.
"""

import logging
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any
from urllib.parse import unquote_to_bytes

from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connections
from django.http import QueryDict
from django.utils import translation

from boxmalls.base.refusals import Refusal
from boxmalls.shop import hot
from boxmalls.shop.answers import Answer, answer, with_safety
from boxmalls.shop.asked import Asked
from boxmalls.sites.middleware import language_of
from boxmalls.sites.queries import site_for_host

type Start = Callable[[str, list[tuple[str, str]]], Any]
type Application = Callable[[dict[str, Any], Start], Iterable[bytes]]

logger = logging.getLogger(__name__)
REASONS = {status.value: f"{status.value} {status.phrase}" for status in HTTPStatus}


class Front:
    """WSGI: the quick way for strangers, Django for all others."""

    def __init__(self, behind: Application) -> None:
        self.behind = behind

    def __call__(self, environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] in ("GET", "HEAD") and not environ.get("HTTP_COOKIE"):
            found = hot.find(environ.get("PATH_INFO", ""))
            made = self._answer(environ, *found) if found else None
            if made is not None:
                start_response(REASONS[made.status], list(with_safety(made.headers).items()))
                return [] if environ["REQUEST_METHOD"] == "HEAD" else [made.body]
        return self.behind(environ, start_response)

    def _answer(self, environ: dict[str, Any], path: hot.HotPath, found: dict[str, Any]) -> Answer | None:
        request_started.send(sender=type(self), environ=environ)
        try:
            asked = asked_of(environ)
            if asked is None:
                return None
            with translation.override(asked.language):
                return answer(path.screen(asked, **found), asked, known_tag=environ.get("HTTP_IF_NONE_MATCH", ""))
        except Refusal:
            return None
        except Exception:
            logger.exception("front.failed", extra={"page": path.name})
            return None
        finally:
            request_finished.send(sender=type(self))


def asked_of(environ: dict[str, Any]) -> Asked | None:
    """The question that a WSGI request asks; None where Django has to say something about the host."""
    host = environ.get("HTTP_HOST", "")
    here = site_for_host(host)
    if here is None or not _is_plain(host):
        return None
    query = QueryDict(environ.get("QUERY_STRING", ""))
    return Asked(
        site=here,
        language=language_of(here, query.get("language", ""), "", environ.get("HTTP_ACCEPT_LANGUAGE", "")),
        origin=f"{environ['wsgi.url_scheme']}://{host}",
        path=environ["PATH_INFO"],
        query=query,
        part=environ.get("HTTP_HX_REQUEST") == "true" and environ.get("HTTP_HX_HISTORY_RESTORE_REQUEST") != "true",
    )
