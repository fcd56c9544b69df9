"""
The quick way for somebody who is signed in, to pages that only read.

It makes of a request what our middleware makes of it, and calls the same view. Where the middleware would do anything else (write down that somebody
was here, hear a signal, say a message, set or take away a cookie), and where nobody is signed in, it is Django's to answer.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse
from django.utils import translation

from boxmalls.accounts.middleware import with_person
from boxmalls.accounts.signin.recognising import holder_of
from boxmalls.accounts.signin.sessions import is_noted
from boxmalls.accounts.signin.store import SessionStore
from boxmalls.base.clock import now
from boxmalls.privacy.choices.signals import hearing
from boxmalls.privacy.vault.keys import keyring
from boxmalls.privacy.vault.readers import reading_as
from boxmalls.privacy.web import policy
from boxmalls.shop.answers import Answer
from boxmalls.sites.middleware import language_for
from boxmalls.sites.queries import site_for_host

PAGES: Mapping[str, Callable[..., HttpResponse]] = {"/policy": policy.page}
COOKIES = frozenset({settings.SESSION_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME, "theme"})
VARY = "Sec-GPC, Accept-Language, Cookie"
MESSAGES = "_messages"

Known: Any = with_person(WSGIRequest)


def is_plain(environ: Mapping[str, Any]) -> bool:
    """Whether a request asks for one of these pages, and for nothing besides."""
    return environ["REQUEST_METHOD"] == "GET" and environ.get("PATH_INFO") in PAGES and "HTTP_SEC_GPC" not in environ


def answer_known(environ: dict[str, Any]) -> Answer | None:
    """The page for somebody who is signed in; None for anybody else."""
    request = _request(environ, at=now())
    if request is None:
        return None
    reader = request.person_id
    with translation.override(request.LANGUAGE_CODE), hearing(False), keyring(), reading_as(lambda person_id: person_id == reader):
        response = PAGES[request.path](request)
    if response.status_code != 200 or response.cookies or request.session.modified:
        return None
    told = {"Vary": VARY, "Content-Language": request.LANGUAGE_CODE, "Content-Length": str(len(response.content))}
    return Answer(200, response.content, {**response.headers, **told})


def _request(environ: dict[str, Any], *, at: datetime) -> Any:
    request = Known(environ)
    request.site, request.htmx = site_for_host(environ["HTTP_HOST"]), False
    if request.site is None or not request.COOKIES.keys() <= COOKIES:
        return None
    request.session = SessionStore(request.COOKIES.get(settings.SESSION_COOKIE_NAME, ""))
    request.user = holder_of(request)
    if request.user is None or MESSAGES in request.session or not is_noted(request.session, at):
        return None
    request.LANGUAGE_CODE = language_for(request, request.site)
    return request
