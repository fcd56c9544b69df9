"""Objecting by oneself: the use stops in this moment, and the person in charge decides afterwards whether it stays so."""

from datetime import datetime

from django.db import transaction

from boxmalls.accounts.proofs import Proof as AddressProof
from boxmalls.privacy.models import Person
from boxmalls.privacy.register import FEATURES, PURPOSES, Purpose, Target
from boxmalls.privacy.restriction import CannotObject, has_objected, object_to, purposes_to_object_to, take_objection_back
from boxmalls.privacy_office.actions.acknowledging import acknowledge
from boxmalls.privacy_office.actions.answering import note_deed
from boxmalls.privacy_office.actions.proving import prove_by_account, prove_by_code
from boxmalls.privacy_office.actions.receiving import Arrival, Asked, receive_request
from boxmalls.privacy_office.actions.stepping import Actor, take_step
from boxmalls.privacy_office.models import Channel, Kind, Request
from boxmalls.privacy_office.rules import OPEN, Told, Verb, may_start
from boxmalls.sites.models import Site

STOPPED, ASKED, RESUMED = "objected", "asked-to-stop", "resumed"


def stops_at_once(purpose: Purpose) -> bool:
    """Whether nothing of the shop has named a reason for which the use goes on until the person in charge has decided."""
    return not FEATURES.staying(Target(purpose=purpose.code))


def purpose_to_object_to(code: str) -> Purpose:
    """
    A use that somebody may object to.

    :raises CannotObject: if there is none with this code, or it rests on the law, on a contract, or on a consent that is simply taken back.
    """
    purpose = PURPOSES.get(code)
    if purpose is None or purpose not in purposes_to_object_to():
        raise CannotObject
    return purpose


def place_objection(
    *, person: Person, purpose: Purpose, reason: str, known_by: AddressProof | None, signed_in: bool, site: Site, language: str, at: datetime
) -> Request:
    """
    Object to a use: it stops now, and the register has a request with its deadline, on which the person in charge decides.

    Twice is once: who has objected already, and has no answer yet, is led to that request. A use for which the shop has named a reason that may
    weigh more goes on until it is decided; that is said before.

    :param known_by: the address that a guest has proven in this browser.
    :raises CannotObject: if nobody may object to it.
    """
    purpose_to_object_to(purpose.code)
    standing = open_objection(person, purpose)
    if standing is not None:
        return standing
    with transaction.atomic():
        asked = Asked(kind=Kind.OBJECT, words=reason.strip(), language=language)
        request = receive_request(person=person, asked=asked, arrival=Arrival(Channel.PAGE, at, by=person.pk), site=site, at=at)
        actor = Actor(person.pk, "person")
        if stops_at_once(purpose):
            object_to(person=person, purpose=purpose, at=at)
        note_deed(request, STOPPED if stops_at_once(purpose) else ASKED, purpose.code, 1, actor, at)
        acknowledge(request=request, at=at)
        return _proven(request, person, known_by, signed_in, actor, at)


def take_back(*, person: Person, purpose: Purpose, at: datetime) -> bool:
    """Let the use go on, because the person says so; a request about it that is still open ends. False if they had not objected."""
    with transaction.atomic():
        request = open_objection(person, purpose)
        ended = take_objection_back(person=person, purpose=purpose.code, at=at)
        if request is not None:
            actor = Actor(person.pk, "person")
            note_deed(request, RESUMED, purpose.code, 1, actor, at)
            take_step(request_id=request.pk, verb=Verb.TAKE_BACK, told=Told(), actor=actor, at=at)
    return ended or request is not None


def resume_refused(*, request: Request, actor: Actor, at: datetime) -> list[str]:
    """The objection was refused: each use that it had stopped goes on; returns which. The caller has a transaction open."""
    stopped = request.deeds.filter(code=STOPPED).values_list("what", flat=True).distinct()
    resumed = [code for code in stopped if take_objection_back(person=request.person_id, purpose=code, at=at)]
    for code in resumed:
        note_deed(request, RESUMED, code, 1, actor, at)
    return resumed


def open_objection(person: Person, purpose: Purpose) -> Request | None:
    """The person's request about this use that nobody has answered yet."""
    found = Request.objects.filter(person=person, kind=Kind.OBJECT, state__in=OPEN, deeds__what=purpose.code, deeds__code__in=[STOPPED, ASKED])
    request = found.order_by("-received_at").first()
    return request if request and (has_objected(person.pk, purpose) or not stops_at_once(purpose)) else None


def _proven(request: Request, person: Person, known_by: AddressProof | None, signed_in: bool, actor: Actor, at: datetime) -> Request:
    if signed_in:
        return prove_by_account(request=request, person=person, at=at)
    if known_by is not None:
        return prove_by_code(request=request, proof=known_by, at=at)
    if may_start(request.standing):
        return take_step(request_id=request.pk, verb=Verb.START, told=Told(), actor=actor, at=at)
    return request
