"""The kernel's own sweeping."""

from datetime import timedelta

from django.core.mail import EmailMessage
from django.tasks import task
from django.utils import translation

from boxmalls.base.clock import now
from boxmalls.privacy.models import Person
from boxmalls.privacy.retention.sweeping import sweep
from boxmalls.privacy.rights import erasing, merging, proving
from boxmalls.privacy.rights.models import AddressProof
from boxmalls.privacy.vault.models import PersonKey

AT_REST = timedelta(days=1)
LOOK_BACK = timedelta(days=8)


@task
def sweep_lone_keys() -> int:
    """Destroy keys whose person was never made (a crash between the safe and the shop); returns how many."""
    at = now()
    made = PersonKey.objects.filter(made_at__range=(at - LOOK_BACK, at - AT_REST))
    old = set(made.values_list("person_id", flat=True))
    lone = old - set(Person.objects.filter(pk__in=old).values_list("pk", flat=True))
    return PersonKey.objects.filter(person_id__in=lone).delete()[0]


@task
def continue_erasures() -> int:
    """Go on with erasures that were interrupted."""
    return erasing.continue_erasures(at=now())


@task
def look_after_the_gone() -> int:
    """Remove what devices sent for people who were erased or joined meanwhile, and keys that an interrupted merge left."""
    erasing.remove_stragglers(at=now())
    return merging.finish_merges(at=now())


@task
def sweep_what_is_over() -> int:
    """Remove every row whose time has passed; returns how many."""
    return sweep(at=now())


@task(queue_name="mail")
def send_proof_link(proof_id: str, base_url: str) -> None:
    """Mail the link that proves an address. The task knows the proof's number; the address lies locked in the safe."""
    from boxmalls.ui.rendering import render_text

    proof = AddressProof.objects.filter(pk=proof_id, used_at=None).first()
    if proof is None:
        return
    with translation.override(proof.language):
        context = {"link": f"{base_url}/your-data/guest/{proving.token_of(proof)}", "shop_url": base_url}
        subject = " ".join(render_text("privacy/email/proof_subject.txt", context).split())
        EmailMessage(subject, render_text("privacy/email/proof_message.txt", context).strip() + "\n", to=[proving.address_of(proof)]).send()
