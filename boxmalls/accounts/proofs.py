"""Proving that an address is one's own without an account: a code goes there by mail and comes back in the same browser."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from allauth.core.internal.cryptokit import compare_user_code, generate_user_code
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from boxmalls.accounts import limits
from boxmalls.accounts.signin.mail import send_letter
from boxmalls.accounts.signin.models import fold_email
from boxmalls.base.limits import network_of, take
from boxmalls.base.refusals import BadInput, Gone
from boxmalls.privacy.models import Person
from boxmalls.privacy.vault import blind

ASKED = "address_asked"
PROVEN = "address_proven"
CODE_LASTS = timedelta(minutes=15)
PROOF_LASTS = timedelta(minutes=30)


class WrongCode(BadInput):
    code = "wrong-code"
    words = _("Enter the code from the newest letter, for example BCDF-GHJK")


class CodeIsOld(Gone):
    code = "code-is-old"
    words = _("This code is older than 15 minutes. Ask for a new one.")


@dataclass(frozen=True, slots=True)
class Proof:
    """That the owner of an address sat at this browser."""

    email: str
    at: datetime

    @property
    def words(self) -> str:
        """For the record of a merger; the address itself does not stand there."""
        return f"address:code by mail, {self.at.isoformat(timespec='seconds')}"


def ask_for_code(request: HttpRequest, email: str, *, at: datetime) -> None:
    """
    Send a code to an address, whoever it belongs to and whether we know it or not. That the mail server is shown it is noted for its owner;
    where we know none, for the visitor who entered it, if they are somebody to us.

    :raises TriedTooOften: from one network or for one address.
    """
    take(limits.PROOF_FROM, network_of(request), at=at)
    code = generate_user_code()
    send_letter("accounts/email/proof_code", email, {"code": code}, request=request, person_id=_whose(request, email), at=at)
    request.session[ASKED] = {"email": fold_email(email), "code": code, "at": at.timestamp()}


def _whose(request: HttpRequest, email: str) -> UUID | None:
    living = set(Person.objects.filter(pk__in=(known := blind.find("email", email)), merged_into=None, erased_at=None).values_list("pk", flat=True))
    return next((person_id for person_id in known if person_id in living), getattr(request, "person_id", None))


def address_asked(request: HttpRequest) -> str:
    """The address to which a code went; empty if none did."""
    return str(request.session.get(ASKED, {}).get("email", ""))


def prove(request: HttpRequest, code: str, *, at: datetime) -> Proof:
    """
    Take a code back.

    :raises WrongCode: if it is another one.
    :raises CodeIsOld: after 15 minutes, or if none was asked for.
    :raises TriedTooOften: after ten tries for one address in 15 minutes, counted across browsers.
    """
    asked: dict[str, Any] = request.session.get(ASKED, {})
    if not asked or at - _moment(asked["at"]) > CODE_LASTS:
        raise CodeIsOld
    take(limits.CODE_TRIES, asked["email"], at=at)
    if not compare_user_code(actual=code, expected=asked["code"]):
        raise WrongCode
    del request.session[ASKED]
    request.session.cycle_key()
    request.session[PROVEN] = {"email": asked["email"], "at": at.timestamp()}
    return Proof(asked["email"], at)


def proven(request: HttpRequest, *, at: datetime) -> Proof | None:
    """The address that was proven in this browser in the last half hour, if any."""
    kept: dict[str, Any] = request.session.get(PROVEN, {})
    if not kept or at - _moment(kept["at"]) > PROOF_LASTS:
        return None
    return Proof(kept["email"], _moment(kept["at"]))


def _moment(timestamp: float) -> datetime:
    return datetime.fromtimestamp(timestamp, UTC)
