"""What every page knows: its site, its language, whose page it is."""

from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from boxmalls.privacy.choices.sharing import shares
from boxmalls.privacy.choices.signals import heard
from boxmalls.privacy.devices import keeps
from boxmalls.privacy.policy.editions.noting import Note, note_for

from .queries import all_sites


def page_context(request: HttpRequest) -> dict[str, Any]:
    """Names that the layout uses. What costs a query is lazy: a page that does not show it does not pay."""
    site = getattr(request, "site", None)
    names = dict(settings.LANGUAGES)
    return {
        "site": site,
        "sites": all_sites() if site else [],
        "language": get_language() or settings.LANGUAGE_CODE,
        "languages": [(code, names[code]) for code in (site.languages if site else [settings.LANGUAGE_CODE])],
        "path": request.path,
        "theme": request.COOKIES.get("theme", "auto") if request.COOKIES.get("theme") in ("light", "dark") else "auto",
        "signed_in": SimpleLazyObject(lambda: bool(getattr(request, "user", None) and request.user.is_authenticated)),
        "person_id": getattr(request, "person_id", None),
        "policy_news": SimpleLazyObject(lambda: _policy_news(request) if site else None),
        "signal": heard(),
        "shares": shares(),
        "keeps": SimpleLazyObject(lambda: keeps(request)),
        **{name: SimpleLazyObject(lambda count=count: count(request)) for name, count in COUNTS.items()},
    }


def _policy_news(request: HttpRequest) -> Note | None:
    """What has to be said about the policy; nothing on a page that says that the database does not answer."""
    try:
        return note_for(request.site.code, get_language() or "", getattr(request, "person_id", None))  # type: ignore[attr-defined]
    except DatabaseError:
        return None


COUNTS: dict[str, Any] = {}
"""Numbers in the masthead that upper rooms know how to count (`cart_count`): each is registered once at start and counted when shown."""
