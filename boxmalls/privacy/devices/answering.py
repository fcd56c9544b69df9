"""
Whether a device may keep something: what its person agreed to, or where nobody is known, what the device itself remembers.

The answer of a device without a person stands in one necessary cookie, `<version>:<purpose>|<purpose>`. It counts for the version of the
question that was answered; whoever changes what may be kept, or the words about it, asks again.
"""

from functools import cache
from hashlib import sha256
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from boxmalls.privacy.choices.standing import standing
from boxmalls.privacy.consent.queries import consented
from boxmalls.privacy.register import COOKIES, Cookie, Kind, Purpose

ANSWER = "choices"
CLEAR = '"storage"'


def optional() -> list[Cookie]:
    """Everything that needs a yes."""
    return [cookie for cookie in COOKIES if not cookie.necessary]


def optional_purposes() -> list[Purpose]:
    """What a yes says yes to."""
    return list({cookie.purpose.code: cookie.purpose for cookie in optional() if cookie.purpose}.values())


@cache
def version() -> str:
    """A name for the question: it changes with what may be kept, for how long, and with the words that say so."""
    with translation.override("en"):
        lines = [f"{each.name} {each.kind} {each.days} {each.purpose.code if each.purpose else ''} {each.words}" for each in optional()]
    return sha256("\n".join(sorted(lines)).encode()).hexdigest()[:8]


def find(name: str, kind: Kind = Kind.COOKIE) -> Cookie | None:
    """The declaration of something that a device keeps."""
    for each in COOKIES:
        if each.kind is kind and (each.name == name or (each.name.endswith("*") and name.startswith(each.name[:-1]))):
            return each
    return None


def agrees(request: HttpRequest, purpose: Purpose) -> bool:
    """Whether the device of a request may keep what serves a purpose."""
    person_id = person_of(request)
    if person_id is not None:
        return consented(person_id, purpose)
    answered = read_answer(request)
    return answered is not None and purpose.code in answered


def asks(request: HttpRequest) -> bool:
    """Whether to ask: there is something to agree to, and neither the person nor the device has answered this version of the question."""
    if not optional() or read_answer(request) is not None:
        return False
    person_id = person_of(request)
    answered = standing(person_id).answered if person_id else None
    return answered is None or answered[0] != version()


def keeps(request: HttpRequest) -> str:
    """The purposes for which scripts may keep something on this device, as the page tells them: `<html data-keeps>`."""
    wanted = {each.purpose.code: each.purpose for each in optional() if each.kind is not Kind.COOKIE and each.purpose}
    if not request.COOKIES:
        return ""
    return " ".join(code for code, purpose in wanted.items() if agrees(request, purpose))


def read_answer(request: HttpRequest) -> frozenset[str] | None:
    """What the device itself remembers of its answer; None where it was not asked, or was asked something else."""
    answered, colon, agreed = request.COOKIES.get(ANSWER, "").partition(":")
    return frozenset(agreed.split("|")) if colon and answered == version() else None


def put_answer(request: HttpRequest, response: HttpResponse, agreed: list[Purpose]) -> HttpResponse:
    """Let the device remember its answer."""
    value = f"{version()}:{'|'.join(purpose.code for purpose in agreed)}"
    request.COOKIES[ANSWER] = value
    _put(request, response, ANSWER, value)
    return response


def put_agreed(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Set the cookies to which the person agreed."""
    for each in optional():
        if each.kind is Kind.COOKIE and each.purpose and agrees(request, each.purpose):
            _put(request, response, each.name, "1")
    return response


def take_away(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Let the device forget everything that is not agreed to (any more): cookies one by one, the rest by `Clear-Site-Data`."""
    for each in optional():
        if each.purpose is None or agrees(request, each.purpose):
            continue
        if each.kind is not Kind.COOKIE:
            response.headers["Clear-Site-Data"] = CLEAR
        elif each.name in request.COOKIES:
            response.delete_cookie(each.name, samesite="Lax")
    return response


def person_of(request: HttpRequest) -> UUID | None:
    """Whose device it is, as far as this answer has come to ask."""
    return getattr(request, "person_id", None)


def _put(request: HttpRequest, response: HttpResponse, name: str, value: str) -> None:
    declared = find(name)
    assert declared is not None
    response.set_cookie(name, value, max_age=declared.days * 86400, httponly=declared.http_only, samesite="Lax", secure=request.is_secure())
