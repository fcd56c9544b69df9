"""Who may what: signed in, known to us at all, working here."""

from __future__ import annotations

from uuid import UUID

from boxmalls.accounts import proofs
from boxmalls.accounts.models import Staff
from boxmalls.accounts.queries import roles_of
from boxmalls.base.clock import now
from boxmalls.base.refusals import Forbidden
from boxmalls.base.web import Request, SignInNeeded, declare_role, open_to
from boxmalls.privacy.vault import blind

# Whoever runs the shop may do all work in it but that of the person in charge of personal data.
RUN_BY_ADMIN = frozenset({Staff.SUPPORT, Staff.FINANCE, Staff.ADMIN})

signed_in = open_to("account")
seller_only = open_to("seller")


def staff_only(role: str = ""):  # type: ignore[no-untyped-def]
    """Open a view to staff, or to one of its roles."""
    return open_to(f"staff:{role}" if role else "staff")


def declare_roles() -> None:
    """Teach the house what `person`, `proven`, `account` and `staff:<role>` mean."""
    declare_role("person", lambda request, _detail: request.person_id is not None)
    declare_role("proven", lambda request, _detail: has_proven(request))
    declare_role("account", lambda request, _detail: request.user.is_authenticated)
    declare_role("staff", lambda request, role: request.user.is_authenticated and can_work_as(staff_roles(request), role))


def has_proven(request: Request) -> bool:
    """Whether this browser proved, in the last half hour, an address of the guest whom it stands for."""
    proof = proofs.proven(request, at=now())
    return proof is not None and request.person_id in blind.find("email", proof.email)


def staff_roles(request: Request) -> frozenset[str]:
    """The roles in which this request's person works here; asked once for each request."""
    known: frozenset[str] | None = getattr(request, "staff_roles", None)
    if known is None:
        known = roles_of(request.person_id) if request.person_id and request.user.is_authenticated else frozenset()
        request.staff_roles = known  # type: ignore[attr-defined]
    return known


def can_work_as(roles: frozenset[str], role: str) -> bool:
    """Whether these roles cover that one; with no role named, whether there is any."""
    if not role:
        return bool(roles)
    return role in roles or (Staff.ADMIN in roles and role in RUN_BY_ADMIN)


def require_account(request: Request) -> UUID:
    """
    The person who is signed in.

    :raises SignInNeeded: if nobody is.
    """
    if not request.user.is_authenticated or request.person_id is None:
        raise SignInNeeded
    return request.person_id


def require_staff(request: Request, role: str = "") -> UUID:
    """
    The person who works here in this role.

    :raises SignInNeeded: if nobody is signed in.
    :raises Forbidden: if somebody is, who does not.
    """
    person_id = require_account(request)
    if not can_work_as(staff_roles(request), role):
        raise Forbidden
    return person_id
