"""How far somebody who looks at their own data is let in: a cookie is recognised, an account or a proven address is known."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from boxmalls.base.refusals import Forbidden
from boxmalls.base.web import Request, SignInNeeded, has_role
from boxmalls.privacy.models import Person

PROVE = "/account/prove?next=/your-data"


class ProofNeeded(Forbidden):
    """A guest is recognised by a cookie alone, and a device may have several users."""

    code = "proof-needed"
    words = _("This device is remembered for an order. Prove the email address of the order first, then everything opens.")


def is_known(request: Request) -> bool:
    """
    Whether values may be shown, corrected, carried away and erased.

    An account holder is signed in; a visitor is nothing but their cookie; a guest has to have proven the address of the order.
    """
    if request.user.is_authenticated:
        return True
    person: Person | None = request.person
    if person is None:
        return False
    return person.kind == Person.VISITOR or has_role(request, "proven")


def known_person(request: Request) -> UUID:
    """
    The person whose data this request may open.

    :raises SignInNeeded: if there is none.
    :raises ProofNeeded: if it is a guest who has not proven the address in the last half hour.
    """
    if request.person_id is None:
        raise SignInNeeded
    if not is_known(request):
        raise ProofNeeded
    return request.person_id
