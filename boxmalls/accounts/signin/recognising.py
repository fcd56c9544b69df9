"""Who is signed in: as Django finds out, but without asking again for a row that came along with the session."""

from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import auth
from django.contrib.auth import middleware
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject


class RecogniseMiddleware(middleware.AuthenticationMiddleware):
    """Sets `request.user`, worked out when first asked for."""

    def process_request(self, request: HttpRequest) -> None:
        request.user = SimpleLazyObject(lambda: user_of(request))
        request.auser = partial(middleware.auser, request)


def user_of(request: HttpRequest) -> Any:
    """The account of a request, or nobody."""
    if not hasattr(request, "_cached_user"):
        request._cached_user = holder_of(request) or auth.get_user(request)
    return request._cached_user


def holder_of(request: HttpRequest) -> Any:
    """The account beside the session, if the session says that it is this one, and was made with the password that it has now. Else Django looks."""
    session: Any = request.session
    named, way, made_with = (session.get(key) for key in (auth.SESSION_KEY, auth.BACKEND_SESSION_KEY, auth.HASH_SESSION_KEY))
    holder = getattr(session, "holder", None)
    if holder is None or str(holder.pk) != named or way not in settings.AUTHENTICATION_BACKENDS or not holder.is_active or not made_with:
        return None
    return holder if constant_time_compare(made_with, holder.get_session_auth_hash()) else None
