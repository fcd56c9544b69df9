"""A request in words: for its person and for the person in charge."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from boxmalls.privacy.laws.calendars import ONE_DAY
from boxmalls.privacy.register import PURPOSES
from boxmalls.privacy.vault import unwrap
from boxmalls.privacy_office.actions.stepping import terms_for, today_of
from boxmalls.privacy_office.models import Deed, Message, Request, Step, Withheld
from boxmalls.privacy_office.rules import Verb
from boxmalls.privacy_office.words import DEEDS, LAWS, LEVELS, REFUSALS, STATES, VERBS
from boxmalls.ui.formatting import format_date, format_moment


def _withheld_until(request: Request, at: datetime, language: str) -> str:
    """The last day of the copy that a refusal held back, at the place of the law; nothing where none is kept."""
    kept = Withheld.objects.filter(request=request, until_at__gt=at).values_list("until_at", flat=True).first()
    return format_date(terms_for(request)[1].day_of(kept) - ONE_DAY, language) if kept else ""


def row_words(request: Request, at: datetime, language: str) -> dict[str, Any]:
    """A request as a row of a list; nothing about who asks."""
    state, kind = STATES[request.state]
    left, left_kind = days_left(request, at)
    return {
        "number": request.number,
        "kind": request.get_kind_display(),
        "channel": request.get_channel_display(),
        "received": format_date(request.received_on, language),
        "due": format_date(request.due_on, language),
        "left": left,
        "left_kind": left_kind,
        "state": str(state),
        "state_kind": kind,
        "site": request.site_code,
    }


def days_left(request: Request, at: datetime) -> tuple[str, str]:
    """How many days are left, in words, and how that looks."""
    standing = request.standing
    if not standing.is_open:
        return "", ""
    if standing.stopped_on:
        return _("clock stopped"), "warn"
    left = standing.days_left(today_of(request, at))
    if left < 0:
        return ngettext("%(count)s day late", "%(count)s days late", -left) % {"count": -left}, "bad"
    words = ngettext("%(count)s day left", "%(count)s days left", left) % {"count": left} if left else _("today")
    return words, "warn" if left <= 3 else ""


def request_words(request: Request, at: datetime, language: str) -> dict[str, Any]:
    """A request with its clock and its history."""
    terms, _calendar = terms_for(request)
    return {
        "request_row": row_words(request, at, language),
        "law": LAWS.get(request.law, request.law),
        "by_law": terms.by_law,
        "needs": LEVELS[request.needs],
        "withheld_until": _withheld_until(request, at, language),
        "history": [step_words(step, language) for step in unwrap(request.steps.all())],
        "letters": [message_words(message, language) for message in unwrap(request.messages.all())],
        "deeds": [(format_moment(deed.at, language), _deed_words(deed)) for deed in request.deeds.all()],
    }


def _deed_words(deed: Deed) -> str:
    purpose = PURPOSES.get(deed.what) if deed.what else None
    return f"{DEEDS.get(deed.code, deed.code)}: {purpose.words}" if purpose else str(DEEDS.get(deed.code, deed.code))


def step_words(step: Step, language: str) -> tuple[str, str, bool]:
    """One line of the history: when, what, and whether it is past (always)."""
    words = str(VERBS[Verb(step.verb)])
    if step.verb == Verb.REFUSE and step.code in REFUSALS:
        words += f": {REFUSALS[step.code]}"
    if step.due_before != step.due_after:
        words += " – " + _("new last day: %(day)s") % {"day": format_date(step.due_after, language)}
    if step.code == "clock-stood-still":
        words += " " + _("(the clock stood still)")
    return format_moment(step.at, language), words, True


def message_words(message: Message, language: str) -> dict[str, Any]:
    """What somebody wrote."""
    return {
        "ours": message.ours,
        "who": _("Privacy office") if message.ours else _("Whoever asks"),
        "when": format_moment(message.at, language),
        "channel": message.get_channel_display(),
        "words": message.words or "",
        "mailed": message.mailed_at is not None,
    }
