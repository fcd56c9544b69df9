"""What every view shares: the request's own attributes, and to whom an address is open."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from .refusals import Forbidden, Refusal

type View = Callable[..., HttpResponse]
type RoleCheck = Callable[["Request", str], bool]

ROLES: dict[str, RoleCheck] = {"anyone": lambda request, detail: True}


class Request(HttpRequest):
    """A request as our middleware leaves it."""

    if TYPE_CHECKING:
        site: Any
        person_id: UUID | None
        person: Any
        along: dict[str, Any]
        htmx: bool


class SignInNeeded(Refusal):
    """The page is for somebody whom we know; answered with the way to the sign-in page."""

    status = 401
    code = "sign-in-needed"
    words = _("Sign in to see this page.")


def declare_role(name: str, check: RoleCheck) -> None:
    """Teach the house a role: `check(request, detail)`, where `staff:finance` has the detail `finance`."""
    ROLES[name] = check


def has_role(request: Request, role: str) -> bool:
    """Whether the request's person has this role now."""
    name, _colon, detail = role.partition(":")
    return ROLES[name](request, detail)


def open_to(*roles: str) -> Callable[[View], View]:
    """
    Open an address to these roles, and to nobody else.

    Roles: `anyone`, `person` (has a cookie or an account), `account`, `seller`, `staff`, `staff:<role>`. Every address of the
    product carries this; one that does not fails the authorization test.

    :raises SignInNeeded: if nobody is signed in and the page needs somebody.
    :raises Forbidden: if somebody is, who may not.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
            if not any(has_role(request, role) for role in roles):
                raise Forbidden if request.user.is_authenticated else SignInNeeded
            return view(request, *args, **kwargs)

        guarded.open_to = roles  # type: ignore[attr-defined]
        return guarded

    return decorate
