"""What is said about a breach, in each language, and letting it leave: everybody once, whenever it is interrupted."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from smtplib import SMTPException, SMTPRecipientsRefused
from uuid import UUID, uuid5

from allauth.account.models import EmailAddress
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boxmalls.base.refusals import Conflict
from boxmalls.privacy.breaches.actions import LETTERS
from boxmalls.privacy.collection import collecting
from boxmalls.privacy.disclosure import tell_of_letter
from boxmalls.privacy.models import Acceptance, Breach, BreachedPerson, BreachNotice
from boxmalls.privacy.purposes import TELLING_OF_BREACHES
from boxmalls.privacy.register import HOLDINGS
from boxmalls.privacy.restriction import restricted_among
from boxmalls.privacy_office.breach_words import scope_words, what_was_done
from boxmalls.sites.links import absolute_address
from boxmalls.sites.models import Site
from boxmalls.sites.queries import all_sites, site
from boxmalls.ui.formatting import format_moment, format_number
from boxmalls.ui.rendering import render_text

logger = logging.getLogger(__name__)
AT_ONCE = 500


class OnlyADrill(Conflict):
    """Nobody is told of a drill."""

    code = "only-a-drill"
    words = gettext_lazy("This is a drill. Nobody is written to; nothing was changed.")


@dataclass(frozen=True, slots=True)
class Draft:
    """A text to send, in one language."""

    language: str
    subject: str
    body: str


def draft(breach: Breach, *, whom: str, language: str, here: Site, people: int, final: BreachNotice | None = None) -> Draft:
    """
    The text for the people, or for an authority, in a language of the site.

    :param final: the notice of which this is the final report: it says what is known by now, and what was done since the first one.
    """
    with translation.override(language):
        context = {
            "breach": breach,
            "scope": [scope_words(row) for row in breach.scope],
            "site": here,
            "shop": here.name,
            "language": language,
            "found": format_moment(breach.detected_at, language),
            "what": _things(breach),
            "unread": not any(table["readable"] for table in breach.scope),
            "people": format_number(people, language),
            "done": [(format_moment(each.at, language), what_was_done(each.what), each.words) for each in breach.events.order_by("pk")],
            **(_since_the_first(breach, final, language) if final else {}),
        }
        name = f"{whom}_final" if final else whom
        subject = " ".join(render_text(f"privacy_office/mails/breach_{name}_subject.txt", context).split())
        return Draft(language, subject, render_text(f"privacy_office/mails/breach_{name}.txt", context).strip() + "\n")


def _since_the_first(breach: Breach, final: BreachNotice, language: str) -> dict[str, object]:
    """What a final report adds: when the first notice went out, who was told, and who waits."""
    first = breach.notices.filter(law=final.law, whom=final.whom, stage="first").first()
    concerned = breach.people.filter(law=final.law)
    return {
        "first_sent": format_moment(first.sent_at, language) if first and first.sent_at else "",
        "by_mail": format_number(concerned.filter(by_mail=True).count(), language),
        "on_pages": format_number(concerned.filter(by_mail=False).count(), language),
        "waiting": format_number(concerned.filter(told_at=None).count(), language),
    }


def drafts(breach: Breach, notice: BreachNotice) -> list[Draft]:
    """The text of a notice in every language of the sites under its law."""
    places = [each for each in all_sites() if each.law == notice.law and each.code in breach.site_codes] or [all_sites()[0]]
    people = breach.people.filter(law=notice.law).count()
    languages = sorted({code for place in places for code in place.languages})
    final = notice if notice.stage == "final" else None
    return [draft(breach, whom=notice.whom, language=language, here=places[0], people=people, final=final) for language in languages]


def tell_people(*, breach: Breach, at: datetime, limit: int = AT_ONCE) -> int:
    """
    Write to people who were not told yet; returns how many were told now, 0 when all are. Who has no proven address sees it under Your data.

    A restriction does not hold against a letter that the law owes the person (`breaches.toml`, to the people; GDPR art. 34 beside art. 18(2)).
    Where their law asks for none, the address of whoever is restricted is not used, and they see it under Your data.

    :raises OnlyADrill: of a drill.
    """
    if breach.drill:
        raise OnlyADrill
    waiting = list(breach.people.filter(told_at=None, person__erased_at=None).order_by("person_id").values_list("person_id", flat=True)[:limit])
    addresses = dict(EmailAddress.objects.filter(user__person_id__in=waiting, verified=True, primary=True).values_list("user__person_id", "email"))
    accepted = Acceptance.objects.filter(person_id__in=waiting).order_by("person_id", "-accepted_at").distinct("person_id")
    places = {person_id: (code, language) for person_id, code, language in accepted.values_list("person_id", "site_code", "language")}
    spared = _spared(breach, waiting)
    return sum(
        _tell(breach, person_id, "" if person_id in spared else addresses.get(person_id, ""), places.get(person_id, ("", "")), at) for person_id in waiting
    )


def go_on_telling(*, at: datetime) -> int:
    """Write to the next people of every breach for which somebody decided so; returns how many were told now."""
    begun = Breach.objects.filter(drill=False, events__what=LETTERS, people__told_at=None).distinct()
    return sum(tell_people(breach=breach, at=at) for breach in begun)


def tell_officers(breach: Breach) -> int:
    """Tell whoever is in charge of the sites concerned that something is suspected: its number and where it stands, and nothing else. How many were told."""
    officers = {here.officer_email: here for here in all_sites() if here.code in breach.site_codes and here.officer_email}
    for email, here in officers.items():
        with translation.override(here.default_language):
            subject = _("A breach is suspected: %(number)s") % {"number": breach.number}
            words = _("The watch found something. Say whether it is a breach; the time runs from now.")
        EmailMessage(subject, f"{words}\n\n{absolute_address(here, f'/office/breaches/{breach.pk}')}\n", to=[email]).send()
    return len(officers)


def _spared(breach: Breach, person_ids: Iterable[UUID]) -> set[UUID]:
    """Those restricted people to whom no law owes a letter."""
    owing = set(breach.notices.filter(whom="people").values_list("law", flat=True))
    restricted = breach.people.filter(person_id__in=restricted_among(person_ids))
    return set(restricted.exclude(law__in=owing).values_list("person_id", flat=True))


def _tell(breach: Breach, person_id: UUID, email: str, place: tuple[str, str], at: datetime) -> bool:
    """One person: the row is locked and marked first, the letter leaves last; if it does not leave, the mark goes with the transaction."""
    try:
        with transaction.atomic():
            row = BreachedPerson.objects.select_for_update(skip_locked=True).filter(breach=breach, person_id=person_id, told_at=None).first()
            if row is None:
                return False
            row.told_at, row.by_mail = at, bool(email)
            with collecting(TELLING_OF_BREACHES, person=person_id, at=at):
                row.save(update_fields=["told_at", "by_mail"])
            if email:
                tell_of_letter(person=person_id, purpose=TELLING_OF_BREACHES, at=at)
                _letter(breach, person_id, email, *place).send()
    except SMTPRecipientsRefused:
        with transaction.atomic(), collecting(TELLING_OF_BREACHES, person=person_id, at=at):
            BreachedPerson.objects.filter(breach=breach, person_id=person_id).update(told_at=at, by_mail=False)
    except (OSError, SMTPException):
        logger.warning("breach.letter-stays", extra={"person": str(person_id)})
        return False
    return True


def _letter(breach: Breach, person_id: UUID, email: str, site_code: str, language: str) -> EmailMessage:
    here = site(site_code or breach.site_codes[0])
    spoken = language if language in here.languages else here.default_language
    written = draft(breach, whom="people", language=spoken, here=here, people=breach.people.count())
    number = uuid5(breach.pk, str(person_id))
    return EmailMessage(written.subject, written.body, to=[email], headers={"Message-ID": f"<breach.{number}@{here.host}>"})


def _things(breach: Breach) -> list[str]:
    """What was concerned, in words: the titles of the tables."""
    return [str(holding.title) for label in breach.holdings if (holding := HOLDINGS.get(label))]
