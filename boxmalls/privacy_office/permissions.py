"""Whose request it is."""

from boxmalls.base.web import Request as WebRequest
from boxmalls.privacy_office.actions.writing import opens
from boxmalls.privacy_office.models import Request
from boxmalls.privacy_office.refusals import NoSuchRequest


def check_may_follow(web: WebRequest, number: str) -> Request:
    """
    The request with this number, for whoever asked: signed in as its person, or with the key of its address.

    :raises NoSuchRequest: if there is none, or it is somebody else's; which of both is not said.
    """
    found = Request.objects.filter(number=number).first()
    if found is None or not (is_theirs(web, found) or opens(found, web.POST.get("key") or web.GET.get("key", ""))):
        raise NoSuchRequest
    return found


def is_theirs(web: WebRequest, request: Request) -> bool:
    """Whether the request's person is signed in here."""
    return web.user.is_authenticated and web.person_id == request.person_id
