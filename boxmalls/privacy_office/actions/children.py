"""An account that is found to be a child's: its guardian is told, then it is restricted, closed and deleted."""

from dataclasses import dataclass
from datetime import datetime
from smtplib import SMTPException

from django.core.mail import EmailMessage
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from boxmalls.accounts.actions.guardians import GUARDIANS_EMAIL
from boxmalls.accounts.personal_data import GUARDIANS
from boxmalls.accounts.queries import guardian_address
from boxmalls.accounts.signin.mail import MailDoesNotLeave
from boxmalls.base.refusals import NotFound
from boxmalls.privacy.disclosure import tell_of_letter
from boxmalls.privacy.holds import check_not_held
from boxmalls.privacy.models import Acceptance, Person
from boxmalls.privacy.restriction import restrict_person
from boxmalls.privacy.rights.erasing import PlanLine, erase_person, new_receipt_token, plan_erasure
from boxmalls.privacy.rights.hooks import OpenBusiness, open_business
from boxmalls.privacy_office.actions.proving import owner_of
from boxmalls.privacy_office.actions.stepping import Actor
from boxmalls.privacy_office.models import ClosedChild
from boxmalls.sites.links import absolute_address
from boxmalls.sites.models import Site
from boxmalls.sites.queries import site as site_of
from boxmalls.ui.rendering import render_text


class NoSuchAccount(NotFound):
    code = "no-such-account"
    words = _("There is no account with this address.")


@dataclass(frozen=True, slots=True)
class Plan:
    """What closing would do: what goes and what stays, what is not finished, whether a guardian is known."""

    lines: list[PlanLine]
    business: list[OpenBusiness]
    guardian_known: bool


def plan_closing(*, email: str, at: datetime) -> Plan:
    """
    What closing a child's account would do, before it is done.

    :raises NoSuchAccount: if nobody has proven this address.
    """
    person = _child(email)
    check_not_held(person.pk, at)
    return Plan(plan_erasure(person.pk, at=at), open_business(person.pk), guardian_known=bool(guardian_address(person.pk)))


def close_childs_account(*, email: str, site_code: str, how: str, actor: Actor, guardian: str = "", at: datetime) -> ClosedChild:
    """
    Close a child's account and delete everything but what the law makes us keep. That it was done stays, and not whose it was.

    The guardian is told first, for afterwards nobody knows their address: whoever agreed to the account, else the one given here, which is
    not kept. Killed after the restriction, nobody reads anything any more, and the kernel goes on deleting.

    :raises NoSuchAccount: if nobody has proven this address.
    :raises MailDoesNotLeave: if the letter to the guardian cannot be sent; then nothing was done.
    """
    person = _child(email)
    check_not_held(person.pk, at)
    assert actor.id is not None
    token, told = new_receipt_token(), guardian_address(person.pk) or guardian
    if told:
        _tell_guardian(person, told, token, site_code, at)
    restrict_person(person=person, why="child", actor=actor.id, actor_role=actor.role, at=at)
    erase_person(person=person, site_code=site_code, at=at, receipt_token=token)
    return ClosedChild.objects.create(site_code=site_code, how=how, guardian_told=bool(told), by_id=actor.id, closed_at=at)


def _child(email: str) -> Person:
    person = owner_of(email)
    if person is None or person.kind not in (Person.ACCOUNT, Person.GUEST):
        raise NoSuchAccount
    return person


def _tell_guardian(person: Person, email: str, token: str, site_code: str, at: datetime) -> None:
    """A letter in the language in which the child accepted the policy; the receipt that it leads to names nobody."""
    here, language = _spoken(person, site_code)
    with translation.override(language):
        context = {"site": here, "shop": here.name, "language": language, "receipt": absolute_address(here, f"/your-data/receipts/{token}")}
        subject = " ".join(render_text("privacy_office/mails/child_closed_subject.txt", context).split())
        body = render_text("privacy_office/mails/child_closed.txt", context).strip() + "\n"
    tell_of_letter(person=person, purpose=GUARDIANS, what=GUARDIANS_EMAIL, at=at)
    try:
        EmailMessage(subject, body, to=[email], reply_to=[here.officer_email]).send()
    except (OSError, SMTPException) as trouble:
        raise MailDoesNotLeave from trouble


def _spoken(person: Person, site_code: str) -> tuple[Site, str]:
    accepted = Acceptance.objects.filter(person=person).order_by("-accepted_at").values_list("site_code", "language").first()
    code, language = accepted or (site_code, "")
    here = site_of(code)
    return here, language if language in here.languages else here.default_language
