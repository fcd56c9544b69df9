"""What the office does by the clock."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.tasks import task
from django.utils import translation
from django.utils.translation import gettext as _

from boxmalls.base.clock import now
from boxmalls.privacy.vault import keyring
from boxmalls.privacy.vault.readers import reading_for_the_person
from boxmalls.privacy_office.actions.answering import finish_erasures
from boxmalls.privacy_office.actions.documents import lapse_documents
from boxmalls.privacy_office.actions.writing import send_words
from boxmalls.privacy_office.mailbox.taking import poll
from boxmalls.privacy_office.queries import due_soon
from boxmalls.privacy_office.silence_letters import tell_of_ended_silences
from boxmalls.sites.queries import site as site_of


@task
def send_letters() -> int:
    """Mail what was written and has not gone yet; returns how many went."""
    with reading_for_the_person():
        return send_words(at=now())


@task
def read_mailbox() -> int:
    """Take what came by email; returns how many mails. Without a mailbox there is nothing to do."""
    if settings.PRIVACY_MAILBOX is None:
        return 0
    with reading_for_the_person(), keyring():
        return sum(poll(settings.PRIVACY_MAILBOX, at=now()).values())


@task
def answer_the_erased() -> int:
    """Answer requests whose erasing was interrupted and is done now."""
    return finish_erasures(at=now())


@task
def remind_of_deadlines() -> int:
    """Tell each site's person in charge which requests are late or soon will be; returns how many were named. Numbers only, no names."""
    by_site: dict[str, list[str]] = {}
    for request, left in due_soon(at=now()):
        by_site.setdefault(request.site_code, []).append(f"{request.number}  {request.due_on:%Y-%m-%d}  ({left:+d})")
    for code, lines in by_site.items():
        site = site_of(code)
        with translation.override(site.default_language):
            subject, words = _("Requests that are due"), _("Late, or due within days:")
        EmailMessage(subject, "\n".join([words, "", *lines]) + "\n", settings.DEFAULT_FROM_EMAIL, [site.officer_email]).send()
    return sum(len(lines) for lines in by_site.values())


@task
def end_wanted_documents() -> int:
    """End requests for documents that were not sent in time, and delete what nobody decided about; returns how many."""
    return lapse_documents(at=now())


@task
def tell_after_silence() -> int:
    """Tell people what a court forbade to tell them, once it is over; returns of how many orders."""
    with reading_for_the_person():
        return tell_of_ended_silences(at=now())
