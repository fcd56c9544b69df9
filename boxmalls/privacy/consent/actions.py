"""Say yes, take it back."""

from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.apps import apps

from boxmalls.base import outbox
from boxmalls.base.refusals import Refusal
from boxmalls.privacy.choices.board import changing
from boxmalls.privacy.choices.refusals import OptedOut
from boxmalls.privacy.choices.standing import refuses
from boxmalls.privacy.collection.collecting import collecting
from boxmalls.privacy.models import Consent, Person, Signal, Withdrawal, Wording
from boxmalls.privacy.purposes import CHOOSING
from boxmalls.privacy.register import HOLDINGS, Holding, Purpose


class NotAChoice(Refusal):
    """The purpose does not rest on consent."""

    status = 422
    code = "not-a-choice"


def give_consent(*, person: Person | UUID, purpose: Purpose, wording: str, site_code: str, language: str, at: datetime) -> Consent:
    """
    Record a yes to a purpose, with the words that were on the page. A second yes changes nothing.

    :raises NotAChoice: if the purpose does not rest on consent.
    :raises OptedOut: if the person opted out of all that it keeps; they opt in first.
    """
    if not purpose.optional:
        raise NotAChoice(purpose=purpose.code)
    person_id = person.pk if isinstance(person, Person) else person
    with changing(person_id):
        _lock(person_id)
        if refuses(person_id, purpose):
            raise OptedOut(purpose=purpose.code)
        given = Consent.objects.filter(person_id=person_id, purpose=purpose.code, withdrawal=None).first()
        if given is not None and not _overruled(given, purpose):
            return given
        name = sha256(f"{purpose.code}\n{language}\n{wording}".encode()).hexdigest()
        words, _new = Wording.objects.get_or_create(sha256=name, defaults={"purpose": purpose.code, "language": language, "words": wording})
        with collecting(CHOOSING, person=person_id, at=at):
            if given is not None:
                _take_back(given, at)
            consent = Consent.objects.create(person_id=person_id, purpose=purpose.code, wording=words, site_code=site_code, given_at=at)
        outbox.publish("privacy.answered", key=consent.pk, payload={"kind": "consent"})
        return consent


def withdraw_consent(*, person: Person | UUID, purpose: Purpose, at: datetime) -> int:
    """
    Take a yes back. What was kept for this purpose alone goes in the same moment; returns how many rows went.

    Taking back what was never given changes nothing.
    """
    person_id = person.pk if isinstance(person, Person) else person
    with changing(person_id):
        _lock(person_id)
        with collecting(CHOOSING, person=person_id, at=at):
            for consent in Consent.objects.filter(person_id=person_id, purpose=purpose.code, withdrawal=None):
                _take_back(consent, at)
        return sum(_forget(holding, person_id) for holding in HOLDINGS if set(holding.purposes) == {purpose})


def _take_back(consent: Consent, at: datetime) -> None:
    withdrawal = Withdrawal.objects.create(consent=consent, person_id=consent.person_id, withdrawn_at=at)
    outbox.publish("privacy.answered", key=withdrawal.pk, payload={"kind": "withdrawal"})


def _lock(person_id: UUID) -> None:
    Person.objects.select_for_update().only("id").get(pk=person_id)


def _overruled(given: Consent, purpose: Purpose) -> bool:
    """Whether a signal that came after a yes overruled it: then a second yes is a new one, given in the knowledge of the signal."""
    heard_at = Signal.objects.filter(person_id=given.person_id).values_list("heard_at", flat=True).first()
    return purpose.sharing and heard_at is not None and given.given_at <= heard_at


def _forget(holding: Holding, person_id: UUID) -> int:
    rows = apps.get_model(holding.model)._default_manager.filter(**{holding.person: person_id})
    return rows.delete()[0]
