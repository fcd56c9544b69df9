"""Say yes, take it back."""

from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.apps import apps
from django.db import transaction

from boxmalls.base import outbox
from boxmalls.base.refusals import Refusal
from boxmalls.privacy.collection.collecting import collecting
from boxmalls.privacy.models import Consent, Person, Withdrawal, Wording
from boxmalls.privacy.purposes import CHOOSING
from boxmalls.privacy.register import HOLDINGS, Holding, Purpose


class NotAChoice(Refusal):
    """The purpose does not rest on consent."""

    status = 422
    code = "not-a-choice"


@transaction.atomic
def give_consent(*, person: Person | UUID, purpose: Purpose, wording: str, site_code: str, language: str, at: datetime) -> Consent:
    """
    Record a yes to a purpose, with the words that were on the page. A second yes changes nothing.

    :raises NotAChoice: if the purpose does not rest on consent.
    """
    if not purpose.optional:
        raise NotAChoice(purpose=purpose.code)
    person_id = _lock(person)
    standing = Consent.objects.filter(person_id=person_id, purpose=purpose.code, withdrawal=None).first()
    if standing is not None:
        return standing
    name = sha256(f"{purpose.code}\n{language}\n{wording}".encode()).hexdigest()
    words, _new = Wording.objects.get_or_create(sha256=name, defaults={"purpose": purpose.code, "language": language, "words": wording})
    with collecting(CHOOSING, person=person_id, at=at):
        consent = Consent.objects.create(person_id=person_id, purpose=purpose.code, wording=words, site_code=site_code, given_at=at)
    outbox.publish("privacy.answered", key=consent.pk, payload={"kind": "consent"})
    return consent


@transaction.atomic
def withdraw_consent(*, person: Person | UUID, purpose: Purpose, at: datetime) -> int:
    """
    Take a yes back. What was kept for this purpose alone goes in the same moment; returns how many rows went.

    Taking back what was never given changes nothing.
    """
    person_id = _lock(person)
    standing = Consent.objects.filter(person_id=person_id, purpose=purpose.code, withdrawal=None)
    with collecting(CHOOSING, person=person_id, at=at):
        for consent in standing:
            withdrawal = Withdrawal.objects.create(consent=consent, person_id=person_id, withdrawn_at=at)
            outbox.publish("privacy.answered", key=withdrawal.pk, payload={"kind": "withdrawal"})
    return sum(_forget(holding, person_id) for holding in HOLDINGS if set(holding.purposes) == {purpose})


def _lock(person: Person | UUID) -> UUID:
    person_id = person.pk if isinstance(person, Person) else person
    Person.objects.select_for_update().only("id").get(pk=person_id)
    return person_id


def _forget(holding: Holding, person_id: UUID) -> int:
    rows = apps.get_model(holding.model)._default_manager.filter(**{holding.person: person_id})
    return rows.delete()[0]
