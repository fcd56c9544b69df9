"""Who asks: as much proof as the law wants for this request, and no more; and whose record it then is."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from boxmalls.accounts.proofs import Proof as AddressProof
from boxmalls.privacy.collection import collecting
from boxmalls.privacy.models import Person
from boxmalls.privacy.rights.merging import merge_persons
from boxmalls.privacy.vault import blind
from boxmalls.privacy_office.actions.receiving import ASKED_EMAIL, ASKED_PHONE
from boxmalls.privacy_office.actions.stepping import Actor, take_step, terms_for
from boxmalls.privacy_office.models import Proof, Request
from boxmalls.privacy_office.purposes import REQUESTS
from boxmalls.privacy_office.refusals import AlreadyProven, NeedsProof
from boxmalls.privacy_office.rules import Level, Told, Verb

KNOWN_BY = (("email", "email"), (ASKED_EMAIL, "email"), ("phone", "phone"), (ASKED_PHONE, "phone"))


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be the one who asks: which of their values matches, and whether they have proven it."""

    person_id: UUID
    kind: str
    by: str
    proven: bool
    since: datetime


def prove_by_account(*, request: Request, person: Person, at: datetime) -> Request:
    """Whoever asks is signed in: the request becomes theirs."""
    _link(request, person, f"account:request {request.number}", at)
    return _proven(request, Proof.Way.SIGNED_IN, Level.STRONG, "", Actor(person.pk, "person"), at)


def prove_by_code(*, request: Request, proof: AddressProof, at: datetime) -> Request:
    """A code that went to an address came back: the request becomes its owner's, if we know one; else it is about that address alone."""
    owner = owner_of(proof.email)
    if owner is not None:
        _link(request, owner, proof.words, at)
    return _proven(request, Proof.Way.CODE, Level.ADDRESS, "email", Actor(request.person_id, "person"), at)


def prove_by_points(*, request: Request, person: Person, fields: list[str], declared: bool, actor: Actor, at: datetime) -> Request:
    """
    Staff compared answers with what is held: which fields matched is kept, the values are not.

    :param declared: whether the person signed a declaration; without it any number of answers proves an address's worth only.
    :raises NeedsProof: if fewer match than the law wants.
    """
    terms, _calendar = terms_for(request)
    count = len(set(fields))
    if count < terms.points_address:
        raise NeedsProof
    level = Level.STRONG if declared and count >= terms.points_strong else Level.ADDRESS
    _link(request, person, f"answers:{count} matched, request {request.number}", at)
    return _proven(request, Proof.Way.POINTS, level, ", ".join(sorted(set(fields)))[:80], actor, at)


def prove_by_document(*, request: Request, person: Person | None, document: str, actor: Actor, at: datetime) -> Request:
    """
    Staff looked at a document and destroyed what they saw it on. Neither the document nor its number is kept.

    :raises AlreadyProven: if the law wants no more than is proven already.
    """
    if request.proven >= request.needs:
        raise AlreadyProven
    if person is not None:
        _link(request, person, f"document:request {request.number}", at)
    return _proven(request, Proof.Way.DOCUMENT, Level.STRONG, document[:80], actor, at)


def owner_of(email: str) -> Person | None:
    """The living person who has proven this address: an account before a guest."""
    found = blind.find("email", email)
    living = Person.objects.filter(pk__in=found, merged_into=None, erased_at=None)
    ranked = sorted(living, key=lambda person: (person.kind not in (Person.ACCOUNT, Person.STAFF), found.index(person.pk)))
    return ranked[0] if ranked else None


def candidates(request: Request) -> list[Candidate]:
    """Who may be asking, by the address and phone they gave: those who have proven it first. Staff decides; nothing is joined by itself."""
    values = {"email": request.email, "phone": blind.fold("phone", request.phone) if request.phone else None}
    found: dict[UUID, tuple[str, bool]] = {}
    for kind, name in KNOWN_BY:
        value = values[name]
        for person_id in blind.find(kind, value) if value else ():
            if person_id != request.person_id:
                found.setdefault(person_id, (name, kind in ("email", "phone")))
    living = Person.objects.filter(pk__in=found, merged_into=None, erased_at=None)
    shown = [Candidate(person.pk, person.kind, *found[person.pk], person.made_at) for person in living]
    return sorted(shown, key=lambda candidate: (not candidate.proven, candidate.since))


def _link(request: Request, person: Person, proof: str, at: datetime) -> None:
    """Let the request be the person's. Whoever was made for it alone becomes them; another account's request stays that account's."""
    if request.person_id == person.pk:
        return
    asker = Person.objects.get(pk=request.person_id)
    if asker.kind not in (Person.VISITOR, Person.GUEST):
        raise NeedsProof
    merge_persons(into=person, gone=asker, proof=proof, at=at)
    request.refresh_from_db()


@transaction.atomic
def _proven(request: Request, way: Proof.Way, level: Level, what: str, actor: Actor, at: datetime) -> Request:
    def note(moved: Request) -> None:
        with collecting(REQUESTS, person=moved.person_id, at=at):
            Proof.objects.create(request=moved, person_id=moved.person_id, way=way, level=level, what=what, actor_id=actor.id, at=at)

    return take_step(request_id=request.pk, verb=Verb.PROVE, told=Told(level=level, code=str(way)), actor=actor, at=at, beside=note)
